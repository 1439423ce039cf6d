package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.Shape;

/**
 * What expected statistics are sorted by: the axes that the arguments of a distribution are read along, each with the index that names the element.
 * Statistics of a factor are kept for every cell, so that each argument's update sums those of its own cells.
 *
 * @param axes plates of the cells
 * @param by the index along an axis, absent where the factor lives in the axis itself
 * @param event shape of the statistics in a cell
 */
public record Cell(Set<Axis> axes, Map<Axis, Expr> by, Shape event) {

    /** A variable of a cell's shape: stands for any quantity that differs from cell to cell. */
    private record Probe(String name, Set<Axis> axes, Shape shape) implements Symbol {

        @Override
        public Bounds bounds() {
            return Bounds.UNKNOWN;
        }

        @Override
        public Optional<Dim> indexDomain() {
            return Optional.empty();
        }
    }

    /** The cells that some reads have in common; empty when two of them index one plate differently. */
    public static Optional<Cell> of(List<Read> reads, Shape event) {
        Set<Axis> axes = new LinkedHashSet<>();
        Map<Axis, Expr> by = new LinkedHashMap<>();
        for (Read read : reads) {
            for (Axis axis : read.target().axes()) {
                Expr index = read.by().get(axis);
                if (!axes.add(axis) && by.get(axis) != index) {
                    return Optional.empty();
                }
                if (index != null) {
                    by.put(axis, index);
                }
            }
        }
        return Optional.of(new Cell(axes, by, event));
    }

    /** The same cells with statistics of another shape. */
    public Cell withEvent(Shape other) {
        return new Cell(axes, by, other);
    }

    /** A fresh variable over the cells. */
    Symbol probe(String name) {
        return new Probe(name, axes, event);
    }

    /** What {@code probe} is for one element of the factor: indexed along the axes that are. */
    Expr read(Symbol probe) {
        Expr expr = probe;
        for (Map.Entry<Axis, Expr> index : by.entrySet()) {
            expr = new Index(expr, index.getKey(), index.getValue());
        }
        return expr;
    }

    /** The axis that an index names an element of, if it is one of this cell's. */
    @Nullable
    Axis axisOf(Expr index) {
        for (Map.Entry<Axis, Expr> entry : by.entrySet()) {
            if (entry.getValue() == index) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** The axes in their order. */
    List<Axis> axisList() {
        return new ArrayList<>(axes);
    }
}
