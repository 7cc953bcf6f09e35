"""Progress of a review on a Processing feedback, and the user's wish to stop."""

from ..model.errors import Cancelled
from ..model.progress import Progress
from ..model.words import Words


class FeedbackProgress(Progress):
    """Tells a `QgsFeedback` how far the job is; raises `Cancelled` once the user asked to stop."""

    def __init__(self, feedback, language):
        self._feedback, self._words = feedback, Words(language)
        self._stage = None

    def step(self, stage, fraction):
        if self._feedback.isCanceled():
            raise Cancelled()
        self._feedback.setProgress(100.0 * fraction)
        if stage != self._stage:
            self._stage = stage
            self._feedback.pushInfo(self._words.say(stage))
