"""The one shape of an error that a person reads: where, what, why it matters, what to do.

Takes file names, line numbers, codes and counts. Refuses content of a file received: error text
ends in logs and on the operator's screen, and a remittance holds patients.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in the four parts a reader needs.

    Attributes:
        where: File and line, command or resource, such as ``practice.toml, line 12``.
        what: What is wrong, as a sentence without the offending content.
        why: What goes wrong with the work if nobody acts.
        remedy: What to do about it.
    """

    where: str
    what: str
    why: str
    remedy: str

    def __str__(self) -> str:
        """Write the four parts as a line and two indented ones."""
        return (
            f"{self.where}: {self.what}\n  Why it matters: {self.why}\n  What to do: {self.remedy}"
        )


class TriageError(Exception):
    """Work that cannot go on; carries one or more problems.

    ``exit_code`` is what a command ends with: 1 failed, 2 usage or settings.
    """

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems, the first one first."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
