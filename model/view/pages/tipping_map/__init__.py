"""Where does it tip? A map of the outcomes over two levers."""
