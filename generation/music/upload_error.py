"""What is said of a file that is not taken."""


class UploadError(Exception):
    """Why a file is not taken: a code for programs, a sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.sentence = message
        self.message = f"{message} Nothing was changed."


def broken() -> UploadError:
    return UploadError(
        "broken_file", "This MIDI file is damaged: its events cannot be read. Export it once more."
    )
