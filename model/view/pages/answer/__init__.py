"""What happens? The first page: the answer to the levers."""
