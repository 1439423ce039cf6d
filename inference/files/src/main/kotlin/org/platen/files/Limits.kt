package org.platen.files

/** Most that a file may ask for, so that one that was not written by this library cannot take all memory or time. */
internal object Limits {
    /** Bytes of a file of JSON, and of the manifest of an archive. */
    const val JSON_BYTES = 32L shl 20

    /** Objects and lists inside of each other. */
    const val NESTING = 64

    /** Tensors of an archive. */
    const val TENSORS = 100_000

    /** Numbers of one tensor. */
    const val TENSOR_LENGTH = 1 shl 28

    /** Expressions inside of each other. */
    const val EXPRESSION_DEPTH = 10_000

    /** Steps that working out the plates and the shape of an expression may take: those of shared parts count each time. */
    const val EXPRESSION_STEPS = 10_000_000L

    /** Numbers of one event. */
    const val EVENT_ENTRIES = 1L shl 27

    /** Numbers of an event that a bijection makes: it may build matrices of their square. */
    const val BIJECTION_ENTRIES = 1L shl 10

    /** Numbers of an event that a bijection is applied to. */
    const val TRANSFORMED_ENTRIES = 1 shl 20

    /** Numbers that are drawn while a fit is read: draws of variational inference are made again. */
    const val DRAWN = 1L shl 27

    /** Entries of an autoregressive event: all pairs of them are looked at. */
    const val AUTOREGRESSIVE_ENTRIES = 1 shl 14

    /** Entries of expressions beside an autoregressive variable: what each depends on is followed up. */
    const val FOLLOWED_ENTRIES = 1L shl 25

    /** Variables that are declared inside of each other's declaration, where they are not listed in the order of their dependence. */
    const val DISORDER = 200
}
