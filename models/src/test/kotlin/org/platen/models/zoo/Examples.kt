package org.platen.models.zoo

import org.platen.inference.data.Data

/** The data of an example, as engines take them. */
fun Example.data(): Data {
    val plates = model.plates().associateBy { it.name() }
    var data = Data.sizes(sizes.mapKeys { (name, _) -> plates.getValue(name) })
    for ((name, each) in lengths) data = data.and(Data.lengths(plates.getValue(name), *each))
    for ((name, numbers) in values) data = data.and(model[name], numbers)
    return data
}
