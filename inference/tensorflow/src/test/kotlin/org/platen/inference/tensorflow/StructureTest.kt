package org.platen.inference.tensorflow

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.string.shouldContain
import org.platen.inference.op.Argument
import org.platen.inference.op.FirstLargestOp
import org.platen.inference.op.PutOp
import org.platen.inference.op.ScatterOp
import org.platen.inference.op.indices
import org.platen.inference.program.Buffer
import org.platen.inference.program.Gradients
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Op
import org.platen.inference.program.Program
import org.platen.inference.program.Step
import org.platen.inference.program.Type

private object Unknown : Op {
    override fun infer(inputs: List<Type>) = inputs[0]

    override fun differentiate(node: Node, adjoint: Node, gradients: Gradients) = Unit

    override fun bind(inputs: List<Buffer>, output: Buffer) = Step {}
}

class StructureTest : FunSpec({
    test("shapes and places agree") {
        agree(Argument(2, 3)) { (x) -> reshape(x, listOf(3, 2, 1)) }
        agree(Argument(2, 3, 4)) { (x) -> permute(x, listOf(2, 0, 1)) }
        agree(Argument(3, 4)) { (x) -> take(x, 1, listOf(1, 2, 3)) }
        agree(Argument(3, 4)) { (x) -> take(x, 0, listOf(2, 0, 2, 1)) }
        agree(Argument(3, 4)) { (x) -> graph.apply(PutOp(1, listOf(1, 2, 3, 4), 7), x) }
        agree(Argument(3, 4)) { (x) -> graph.apply(PutOp(1, listOf(1, 5, 1, 0), 7), x) }
        agree(Argument(3, 4)) { (x) -> graph.apply(PutOp(0, listOf(2, 0, 2), 3), x) }
        agree(Argument(3, 2), Argument(3, 1)) { (x, y) -> concatenate(listOf(x, y, x), 1) }
        agree(Argument(3, 1)) { (x) -> toType(x, Type.of(x.type().rows(), 2, 3, 4)) }
        agree(Argument(3)) { (x) -> toType(x, Type.of(true, 2, 3)) }
        agree(Argument()) { (x) -> times(x, rowCount()) }
    }

    test("maxima and log-sum-exp agree, ties and impossible values too") {
        agree(Argument(2, 3, 2)) { (x) -> max(x, listOf(0, 2)) }
        agree(Argument(2, 3, 2)) { (x) -> logSumExp(x, listOf(1)) }
        agree(Argument(3)) { (x) -> logSumExp(times(x, number(Double.NEGATIVE_INFINITY)), listOf(0)) }
        val tied = Argument(listOf(2, 4)) { random, n -> DoubleArray(n) { random.nextInt(2).toDouble() } }
        agree(tied) { (x) -> graph.apply(FirstLargestOp(1), x) }
        agree(tied) { (x) -> firstLargest(x, 0) }
        agree(tied) { (x) -> max(x, listOf(1)) }
    }

    test("look-ups agree, and what they are the transpose of") {
        agree(Argument(3, 4), indices(3, 1, 4)) { (x, i) -> gather(x, i, 0) }
        agree(Argument(3, 4), indices(4, 3, 1)) { (x, i) -> gather(x, i, 1) }
        agree(Argument(3, 4, 2), indices(4, 1, 1, 1)) { (x, i) -> gather(x, i, 1) }
        agree(Argument(3, 1, 2), indices(3, 1, 5, 1)) { (x, i) -> gather(x, i, 0) }
        agree(Argument(4), indices(3, 4)) { (x, i) ->
            val rows = x.type().rows() || i.type().rows()
            graph.apply(ScatterOp(0, Type.of(rows, 3)), toType(x, x.type().withRows(rows)), i)
        }
        agree(Argument(4), indices(3, 4)) { (x, i) ->
            graph.apply(ScatterOp(0, Type.of(false, 3)), toType(x, x.type().withRows(x.type().rows() || i.type().rows())), i)
        }
        agree(Argument(2, 3), indices(2, 1, 3)) { (x, i) -> sum(gather(x, i, 0), listOf(1)) }
        agree(Argument(5, 3), indices(5, 1, 3)) { (x, i) -> sum(gather(x, i, 0), listOf(1)) }
    }

    test("an index that is no number names the first entry, as on the JVM") {
        val unknown = Argument(listOf(1), differentiable = false) { _, n -> DoubleArray(n) { Double.NaN } }
        agree(Argument(3), unknown) { (x, i) -> gather(x, i, 0) }
    }

    test("factors and solutions agree, small and large") {
        for (n in listOf(1, 2, 5, 14)) {
            agree(positive(n), tolerance = 1e-10) { (x) -> cholesky(x) }
            agree(lower(n), Argument(n, 2)) { (l, b) -> solve(l, b, false) }
            agree(lower(n), Argument(n, 2)) { (l, b) -> solve(l, b, true) }
        }
        agree(positive(3, 2)) { (x) -> cholesky(x) }
        agree(lower(3, 2), Argument(3, 1)) { (l, b) -> solve(l, b, true) }
        agree(lower(3), Argument(4, 3, 2)) { (l, b) -> solve(l, b, false) }
        agree(lower(14), Argument(2, 14, 2)) { (l, b) -> solve(l, b, false) }
        agree(lower(14, 2, 1), Argument(1, 3, 14, 2)) { (l, b) -> solve(l, b, true) }
    }

    test("a matrix that is not positive definite gives NaN, as on the JVM") {
        for (n in listOf(3, 14)) {
            val broken = Argument(listOf(n, n)) { _, size -> DoubleArray(size) { if (it % (n + 1) == 0) -1.0 else 0.0 } }
            agree(broken) { (x) -> sum(solve(cholesky(x), x, false), listOf(0, 1)) }
        }
    }

    test("an operation that is not known is refused by its name") {
        val graph = Graph()
        val program = Program.of(mapOf("y" to graph.apply(Unknown, graph.input("x", Type.SCALAR))))
        shouldThrow<UnsupportedOperationException> { exact.compile(program) }.message shouldContain "'Unknown'"
    }
})
