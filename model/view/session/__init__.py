"""What one visitor has set, undone, pinned and opened, and the link that holds it."""

from model.view.session.remembering import keep, recall, remember, while_shown

__all__ = ["keep", "recall", "remember", "while_shown"]
