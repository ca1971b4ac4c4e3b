"""The same dbt models on Apache Spark: a Java to run it, its settings, and the way back.

Spark builds the public tables; they are gathered into the warehouse file, so that publishing and
everything behind it does not know which engine built them. Nothing here imports pyspark: it is an
extra (``requirements-spark.lock``), and dbt-spark is its only caller.
"""
