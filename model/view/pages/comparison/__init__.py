"""What differs? Two to four scenarios side by side."""
