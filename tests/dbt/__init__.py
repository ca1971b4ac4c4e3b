"""Tests of the dbt project: one small lake, one warehouse, rules added up by hand."""
