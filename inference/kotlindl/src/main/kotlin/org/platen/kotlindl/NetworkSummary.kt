package org.platen.kotlindl

import org.jetbrains.kotlinx.dl.api.summary.ModelSummary
import org.jetbrains.kotlinx.dl.api.summary.SectionWithColumns
import org.jetbrains.kotlinx.dl.api.summary.SimpleSection
import org.jetbrains.kotlinx.dl.api.summary.TableRow
import org.jetbrains.kotlinx.dl.api.summary.formatTable
import org.platen.dsl.model.Model
import org.platen.dsl.network.Network

/** A network's layers as KotlinDL's table of a model. */
public fun Network.networkSummary(): ModelSummary = NetworkSummary("network", name(), listOf(this))

/**
 * The layers of all networks of this model as KotlinDL's table.
 *
 * @param name in the heading
 */
public fun Model.networkSummary(name: String = name()): ModelSummary = NetworkSummary("probabilistic model", name, networks().toList())

/** Networks as KotlinDL prints models: a line for each layer with its kind, what comes out of it and the number of its parameters. */
internal class NetworkSummary(private val type: String, private val name: String, private val networks: List<Network>) : ModelSummary {
    override fun format(columnSeparator: String, lineSeparatorSymbol: Char, thickLineSeparatorSymbol: Char): List<String> {
        val heading = SimpleSection(listOf("Model type: $type", "Model name: $name"))
        val layers = networks.flatMap { network ->
            network.placed().map { layer ->
                TableRow(
                    "${if (networks.size > 1) network.name() + "." else ""}${layer.name()}(${layer.layer().describe()})",
                    layer.output().sizes().joinToString(prefix = "[None, ", postfix = "]"),
                    layer.parameters().toString(),
                )
            }
        }
        val total = SimpleSection(listOf("Total params: ${networks.sumOf { it.parameters() }}"))
        val table =
            SectionWithColumns(layers.ifEmpty { listOf(TableRow("none", "", "0")) }, listOf("Layer (type)", "Output Shape", "Param #"))
        return formatTable(listOf(heading, table, total), columnSeparator, lineSeparatorSymbol, thickLineSeparatorSymbol)
    }
}
