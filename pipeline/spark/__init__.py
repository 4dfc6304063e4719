"""The same loader and the same models on Apache Spark, for whoever outgrows one machine."""
