"""What a payer does with the lines of a claim: pays, denies, pends, reverses.

Takes a claim and a payer's contract. Every line adds up: charge less adjustments is the payment.
"""

from datetime import date

from pipeline.synthetic.causes import VAGUE_CARCS, Cause
from pipeline.synthetic.payers import Payer
from pipeline.synthetic.records import Adjudication, Adjustment, Claim, Line, LineResult

PER_DIEM_PROCEDURE = "H0015"
BUNDLED_CARC = "97"
DOWNGRADED_PERCENT = 70
"""Share of the allowed amount that is left when a payer pays the level below."""


def paid_lines(claim: Claim, payer: Payer) -> list[LineResult]:
    """Return the lines of a claim that the payer accepts whole."""
    if payer.is_per_diem and {line.procedure for line in claim.lines} == {PER_DIEM_PROCEDURE}:
        return [_paid(claim, claim.lines[0], payer, 100), *map(_bundled, claim.lines[1:])]
    return [_paid(claim, line, payer, 100) for line in claim.lines]


def foretold_lines(claim: Claim) -> list[LineResult]:
    """Return the lines of a claim of which the payer tells the price before it decides."""
    return [
        LineResult(line, line.charge, 0, None, [Adjustment("OA", "101", line.charge)])
        for line in claim.lines
    ]


def write_off(result: LineResult) -> None:
    """Make a payment a write-off of the whole charge, which no contract can mean."""
    result.paid, result.allowed, result.special = 0, None, "anomaly"
    result.adjustments[:] = [Adjustment("CO", "45", result.charge)]


def denied_lines(claim: Claim, payer: Payer, cause: Cause, variant: int) -> list[LineResult]:
    """Return the lines of a claim that the payer denies, wholly or in part.

    ``variant`` (0 to 9) picks among the ways in which payers write the same denial.
    """
    last = claim.lines[-1]
    results = []
    for line in claim.lines:
        if cause.scope == "partial":
            results.append(_paid(claim, line, payer, DOWNGRADED_PERCENT, cause))
        elif cause.scope == "line" and line is not last:
            results.append(_paid(claim, line, payer, 100))
        elif payer.is_per_diem and cause.carc_code == BUNDLED_CARC and len(claim.lines) > 1:
            # what the contract's one rate covers, it does not deny
            results.append(_bundled(line))
        else:
            results.append(_denied(line, payer, cause, variant))
    return results


def pended_lines(claim: Claim) -> list[LineResult]:
    """Return the lines of a claim that the payer keeps for review."""
    return [
        LineResult(line, line.charge, 0, None, [Adjustment("OA", "133", line.charge)])
        for line in claim.lines
    ]


def forwarded_lines(claim: Claim) -> list[LineResult]:
    """Return the lines of a claim that is not this payer's and was passed on."""
    return [
        LineResult(line, line.charge, 0, None, [Adjustment("OA", "B11", line.charge)])
        for line in claim.lines
    ]


def reversed_lines(adjudication: Adjudication) -> list[LineResult]:
    """Return every amount of a decision with its sign turned, under the same codes."""
    return [
        LineResult(
            result.line,
            -result.charge,
            -result.paid,
            None,
            [
                Adjustment(each.group_code, each.carc_code, -each.amount)
                for each in result.adjustments
            ],
        )
        for result in adjudication.lines
    ]


def secondary_lines(claim: Claim, earlier: Adjudication) -> list[LineResult]:
    """Return the lines of a claim after another payer: most of what the patient was left with."""
    results = []
    for line, before in zip(claim.lines, earlier.lines, strict=True):
        paid = before.share * 80 // 100
        adjustments = [Adjustment("OA", "23", line.charge - before.share)]
        if before.share - paid:
            adjustments.append(Adjustment("CO", "45", before.share - paid))
        results.append(LineResult(line, line.charge, paid, paid or None, adjustments))
    return results


def _paid(
    claim: Claim, line: Line, payer: Payer, percent: int, cause: Cause | None = None
) -> LineResult:
    """Pay a line at the contract rate; below 100 percent the rest of the rate is denied."""
    contract = line.charge * payer.allowed_percent // 100
    allowed = contract * percent // 100
    adjustments = [Adjustment("CO", "45", line.charge - contract)]
    remarks = []
    if cause:
        adjustments.append(
            Adjustment(cause.group_code, cause.carc_code, contract - allowed, is_denial=True)
        )
        remarks = [cause.rarc_code] if cause.rarc_code else []
    carc_code, share = _share(claim, line, allowed, claim.service_from_on)
    if share:
        adjustments.append(Adjustment("PR", carc_code, share))
    paid = allowed - share
    cut = paid * payer.sequestration_percent // 100
    if cut:
        adjustments.append(Adjustment("CO", "253", cut))
    return LineResult(line, line.charge, paid - cut, allowed, adjustments, remarks)


def _bundled(line: Line) -> LineResult:
    """Leave a line unpaid because the rate of the days stands on another one."""
    whole = Adjustment("CO", BUNDLED_CARC, line.charge)
    return LineResult(line, line.charge, 0, None, [whole], special="bundled")


def _share(claim: Claim, line: Line, allowed: int, service_on: date) -> tuple[str, int]:
    """Return reason code and cents of what the patient pays of an allowed amount."""
    kind, figure = claim.patient.share
    if kind != "none" and service_on < claim.patient.deductible_until:
        return "1", allowed
    if kind == "coinsurance":
        return "2", allowed * figure // 100
    if kind == "copay" and line is claim.lines[0]:
        return "3", min(figure, allowed)
    return "3", 0


def _denied(line: Line, payer: Payer, cause: Cause, variant: int) -> LineResult:
    """Deny a line: one amount, or split the way some payers do."""
    remarks = [cause.rarc_code] if cause.rarc_code else []
    whole = Adjustment(cause.group_code, cause.carc_code, line.charge, is_denial=True)
    adjustments = [whole]
    is_plain = cause.group_code == "CO" and not remarks and cause.carc_code not in VAGUE_CARCS
    if payer.payer_id == "northlake" and variant < 3 and is_plain:
        # A vague code takes the larger part; the reason that counts takes the rest.
        rest = line.charge * 60 // 100
        adjustments = [
            Adjustment("CO", "96", rest, is_denial=True),
            Adjustment("CO", cause.carc_code, line.charge - rest, is_denial=True),
        ]
    elif payer.payer_id == "summit" and variant < 6 and cause.group_code == "CO":
        # The contract write-off is taken first, the denial is of the rest.
        allowed = line.charge * payer.allowed_percent // 100
        adjustments = [
            Adjustment("CO", "45", line.charge - allowed),
            Adjustment("CO", cause.carc_code, allowed, is_denial=True),
        ]
    return LineResult(line, line.charge, 0, None, adjustments, remarks)
