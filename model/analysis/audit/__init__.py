"""Is a case in order? What in it says nothing, what moves what, and which outcomes move between two versions."""
