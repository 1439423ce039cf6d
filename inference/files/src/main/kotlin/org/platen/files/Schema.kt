package org.platen.files

import kotlinx.serialization.json.JsonObject

/** The version of what files look like; see the README of this module. */
internal object Schema {
    /** The one that is written, and the latest that is read. */
    const val VERSION = 2

    /** The earliest that is read. */
    const val EARLIEST = 1

    /** Where it stands. */
    const val HEADER = "platen"

    /** What stands there: the version of the schema, one that is read, and what the file holds. */
    class Header(val version: Int, val holds: String)

    fun header(content: JsonObject, reading: Reading): Header {
        val header = content[HEADER] as? JsonObject ?: reading.fail("it is no file of Platen: '$HEADER' is missing")
        return reading.at(HEADER) { checked(header, reading) }
    }

    private fun checked(header: JsonObject, reading: Reading): Header {
        val version = reading.integer(reading.entry(header, "schema"))
        if (version > VERSION) {
            reading.fail(
                "it is of schema $version, written by a later version of Platen; this one reads schemas $EARLIEST to $VERSION. Update Platen",
            )
        }
        if (version < EARLIEST) {
            reading.fail("it is of schema $version; there are schemas $EARLIEST to $VERSION")
        }
        return Header(version, reading.text(reading.entry(reading.entries(header, setOf("schema", "holds")), "holds")))
    }
}
