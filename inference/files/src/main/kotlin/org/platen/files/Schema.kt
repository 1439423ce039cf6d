package org.platen.files

import kotlinx.serialization.json.JsonObject

/** The version of what files look like; see the README of this module. */
internal object Schema {
    /** The one that is written, and the latest that is read. */
    const val VERSION = 1

    /** The earliest that is read. */
    const val EARLIEST = 1

    /** Where it stands. */
    const val HEADER = "platen"

    fun check(content: JsonObject, holds: String, reading: Reading) {
        val found = holds(content, reading)
        if (found != holds) {
            reading.fail("it holds a $found")
        }
    }

    /** What a file of a schema that is read holds. */
    fun holds(content: JsonObject, reading: Reading): String {
        val header = content[HEADER] as? JsonObject ?: reading.fail("it is no file of Platen: '$HEADER' is missing")
        val version = reading.integer(reading.entry(header, "schema"))
        if (version > VERSION) {
            reading.fail(
                "it is of schema $version, written by a later version of Platen; this one reads schemas $EARLIEST to $VERSION. Update Platen",
            )
        }
        if (version < EARLIEST) {
            reading.fail("it is of schema $version; there are schemas $EARLIEST to $VERSION")
        }
        return reading.text(reading.entry(reading.entries(header, setOf("schema", "holds")), "holds"))
    }
}
