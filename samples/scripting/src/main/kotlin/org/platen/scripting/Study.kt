package org.platen.scripting

import org.platen.dsl.model.Model
import org.platen.inference.data.Data
import org.platen.inference.data.Table

/**
 * What a script offers to be fitted.
 *
 * @property model its model
 * @property binding how a table becomes its data; null when columns have the names of variables
 */
public class Study(public val model: Model, public val binding: ((Table) -> Data)?)
