package org.platen.inference.op

/** The lines of a table among the resources: the name in the first column, the numbers in the others; null where a field is empty. */
fun table(name: String): List<Pair<String, List<Double?>>> = requireNotNull(Argument::class.java.getResource(name)).readText().lines()
    .filter { it.isNotBlank() && !it.startsWith("#") && !it.startsWith("rule") }
    .map { line -> line.split(",").let { fields -> fields[0] to fields.drop(1).map(String::toDoubleOrNull) } }
