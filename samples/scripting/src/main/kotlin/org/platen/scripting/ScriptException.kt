package org.platen.scripting

/** A script that does not compile, or that fails; the message says where. */
public class ScriptException(message: String, cause: Throwable? = null) : RuntimeException(message, cause)
