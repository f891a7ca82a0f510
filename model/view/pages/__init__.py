"""The pages of the dashboard, each a question."""
