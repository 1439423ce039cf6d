package org.platen.files

/** A constant's name as files have it: `LOG_SUM_EXP` is `logSumExp`. */
internal fun nameOf(constant: Enum<*>): String =
    constant.name.lowercase().split('_').reduce { name, word -> name + word.replaceFirstChar(Char::uppercaseChar) }
