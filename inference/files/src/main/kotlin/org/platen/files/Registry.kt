package org.platen.files

/** Finds the kinds of what files hold. */
internal object Registry {
    private val families: Map<Class<*>, List<Kind>> = LanguageKinds.families + FitKinds.families

    private val byClass: Map<Class<*>, Kind> = (families.values.flatten() + LanguageKinds.parts + FitKinds.parts).associateBy { it.type }

    /** The kind of a record, or null where files may not hold it. */
    fun kindOf(type: Class<*>): Kind? = byClass[type]

    /** The kinds that what is declared as `type` may be, or null where it is not told apart by a name. */
    fun familyOf(type: Class<*>): List<Kind>? = families.entries.firstOrNull { it.key.isAssignableFrom(type) }?.value
}
