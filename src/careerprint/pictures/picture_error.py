"""Why a picture of others is refused."""


class PictureError(ValueError):
    """A picture cannot be used; the message says why and goes behind a file's name."""
