"""Golden cases of the indicators, one folder per code, that a person can check by hand."""
