"""PDF/UA-1 by two validators, with nothing waived."""

from pathlib import Path

import outloud
import page as page_validation


def assert_conforms(pdf: bytes, folder: Path) -> None:
    """Fail with every finding that either validator has about a PDF."""
    report = page_validation.validate_pdf_bytes(
        pdf, profile=page_validation.ValidationProfile.PDF_UA_1
    )
    assert [(f.rule_id, f.message) for f in report.failures] == []
    file = folder / "handout.pdf"
    file.write_bytes(pdf)
    result = outloud.check(str(file))
    assert [(f.rule, f.message) for f in result.sorted_findings()] == []
