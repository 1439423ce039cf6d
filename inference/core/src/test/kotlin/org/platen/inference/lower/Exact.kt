package org.platen.inference.lower

import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.Axis
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.op.Algebra
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type

/** What elimination computes: the log evidence, each row's where rows are independent, and the weight of every value of every latent variable. */
class Exact(val logEvidence: Double, val rowLogEvidence: List<Double>?, val marginals: Map<RandomVariable, DoubleArray>)

/** Sums the latent variables out with the elements of [rows] as rows. */
fun Bound.eliminated(rows: Axis?): Exact {
    val layout = Layout(binding, rows)
    val joint = Joint(model, layout, Roles(ArrayList<Variable>(model.parameters()), model.latents().toSet()))
    val algebra = joint.scope().algebra()
    val probes = model.latents().map { probe(joint, it) }
    val responsibilities = Responsibilities.of(joint, probes, joint.factors(joint.lowering("at/")))
    val outputs = LinkedHashMap<String, Node>()
    outputs["evidence"] = responsibilities.evidence().logEvidence()
    responsibilities.evidence().rowLogEvidence()?.let { outputs["rows"] = it }
    model.latents().zip(responsibilities.weights()).forEach { (latent, weight) ->
        outputs[latent.name()] =
            inOwnOrder(algebra, layout, latent, weight)
    }
    val session = JvmBackend().compile(Program.of(outputs)).session(LocalExecutor(1))
    joint.bindData(session)
    model.parameters().forEach { session.set("at/" + it.name(), *values.getValue(it)) }
    session.run(layout.rows())
    return Exact(
        session.get("evidence").single(),
        outputs["rows"]?.let { session.rows("rows").single().toList() },
        model.latents().associateWith { latent ->
            if (layout.hasRows(latent.axes())) elementwise(latent, rows!!, session.rows(latent.name())) else session.get(latent.name())
        },
    )
}

/** A factor of ones over the values of a latent variable at each of its elements: its weights are the posterior probabilities. */
private fun probe(joint: Joint, latent: RandomVariable): Factor {
    val layout = joint.layout()
    val labels = layout.labels(latent.axes()) + Label.OfDomain(latent)
    val type = Type(layout.hasRows(latent.axes()), layout.sizes(latent.axes()) + Domains.size(latent))
    return Factor.of(latent, joint.scope().labelled(joint.scope().algebra().toType(joint.scope().number(0.0).node(), type), labels, 0))
}

private fun inOwnOrder(algebra: Algebra, layout: Layout, latent: RandomVariable, weight: Value): Node =
    algebra.permute(weight.node(), (layout.labels(latent.axes()) + Label.OfDomain(latent)).map { weight.labels().indexOf(it) })

/** From a lane for each element of the other axes and each value to row-major over all axes and values. */
private fun Bound.elementwise(latent: RandomVariable, rows: Axis, lanes: Array<DoubleArray>): DoubleArray {
    val values = Domains.size(latent)
    return positions(latent, listOf()).flatMap { place ->
        val lane = latent.axes().filter { it != rows }.fold(0) { flat, axis -> flat * size(axis.plate()) + place.elements.getValue(axis) }
        (0 until values).map { lanes[lane * values + it][place.elements.getValue(rows)] }
    }.toDoubleArray()
}
