"""The standard library's HTML parser, mended: no input makes it raise or take quadratic time."""

from __future__ import annotations

from html.parser import HTMLParser


class TagParser(HTMLParser):
    """Calls the handlers of tags and text in file order; tags need not be closed or nested rightly."""

    _is_unclosed = False

    def parse_comment(self, i: int, report: bool = True) -> int:
        """Parse the comment at `i`; where one is not closed, no later one is: the end is not looked for again."""
        if self._is_unclosed:
            return -1
        end = super().parse_comment(i, report)
        self._is_unclosed = end < 0
        return end

    def parse_starttag(self, i: int) -> int:
        """Parse the start tag at `i`; where no tag can end any more its attributes are not gone through."""
        return super().parse_starttag(i) if self.rawdata.find(">", i) >= 0 else -1

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Parse the `<![` at `i`, where the library raises AssertionError for one without a name that it knows."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)
