package org.platen.dsl.expr;

import java.util.List;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** How {@code x[index]} finds the axis it means. */
final class Indexing {

    private Indexing() {}

    static Expr at(Expr x, Expr index) {
        Dim domain = domain(x, index);
        Plate label = domain.label();
        if (label != null) {
            return byPlate(x, label, index);
        }
        List<Axis> fitting = x.axes().stream()
                .filter(axis ->
                        axis.plate().size() == domain.size() && !index.axes().contains(axis))
                .toList();
        if (fitting.size() == 1) {
            return new Index(x, fitting.get(0), index);
        }
        if (fitting.isEmpty() && x.shape().rank() >= 1 && x.shape().dim(0).size() == domain.size()) {
            return new Element(x, index);
        }
        throw new ModelException(String.format(
                "%s lives in %s with event shape %s; '%s' has %d values and %s. Say which: x.at(plate, index).",
                x,
                x.axes(),
                x.shape(),
                index,
                domain.size(),
                fitting.isEmpty() ? "indexes none of them" : "could index any of " + fitting));
    }

    static Expr at(Expr x, Axis axis, Expr index) {
        ModelException.require(
                x.axes().contains(axis), "%s lives in %s, so it cannot be indexed over '%s'", x, x.axes(), axis);
        ModelException.require(
                !(index instanceof Symbol symbol && symbol.isContinuous()),
                "%s is indexed by '%s', which takes real values. Index by a discrete variable or by given(\"%s\", plate, index(%s)).",
                x,
                index,
                index,
                axis.plate().name());
        ModelException.require(
                index.shape().isScalar(),
                "%s is indexed by '%s' with event shape %s: expected a single number",
                x,
                index,
                index.shape());
        index.domain().ifPresent(domain -> requireIndexes(x, axis.plate(), index, domain));
        return new Index(x, axis, index);
    }

    static Expr at(Expr x, Expr first, Expr second) {
        Dim a = domain(x, first);
        Dim b = domain(x, second);
        if (x.shape().rank() >= 2
                && a.label() != null
                && a.equals(b)
                && x.axes().stream().noneMatch(axis -> axis.plate().equals(a.label()))) {
            return new Element(new Element(x, first), second);
        }
        List<Axis> axes =
                x.axes().stream().filter(axis -> axis.plate().equals(a.label())).toList();
        if (a.equals(b) && axes.size() == 2) {
            return new Index(new Index(x, axes.get(0), first), axes.get(1), second);
        }
        return at(at(x, first), second);
    }

    private static Expr byPlate(Expr x, Plate plate, Expr index) {
        List<Axis> axes =
                x.axes().stream().filter(axis -> axis.plate().equals(plate)).toList();
        if (axes.size() > 1) {
            throw new ModelException(String.format(
                    "%s lives in several instances of '%s': %s. Index both at once, x.at(first, second).",
                    x, plate.name(), axes));
        }
        if (axes.size() == 1) {
            return new Index(x, axes.get(0), index);
        }
        for (int i = 0; i < x.shape().rank(); i++) {
            if (plate.equals(x.shape().dim(i).label())) {
                ModelException.require(
                        i == 0, "%s is indexed by '%s' along event axis %d, only the outermost can be", x, index, i);
                return new Element(x, index);
            }
        }
        throw new ModelException(String.format(
                "%s lives in %s with event shape %s; '%s' indexes plate '%s', which is none of them. Index it by a variable that indexes one of its plates,"
                        + " or say which plate is meant: x.at(plate, %s).",
                x, x.axes(), x.shape(), index, plate.name(), index));
    }

    /** An index into a plate may index any plate of the same size; one into a plate sized by the data only that plate. */
    private static void requireIndexes(Expr x, Plate plate, Expr index, Dim domain) {
        Plate label = domain.label();
        ModelException.require(
                label == null || label.equals(plate) || !label.sizedByData(),
                "'%s' indexes plate '%s', whose size comes from the data, but %s is indexed over plate '%s'",
                index,
                label == null ? "" : label.name(),
                x,
                plate.name());
        ModelException.require(
                plate.sizedByData() || plate.size() == domain.size(),
                "'%s' takes %d values%s, but %s is indexed over plate '%s' of size %d. Index a plate of size %d, or change the distribution of '%s'.",
                index,
                domain.size(),
                label == null ? "" : " (plate '" + label.name() + "')",
                x,
                plate.name(),
                plate.size(),
                domain.size(),
                index);
    }

    private static Dim domain(Expr x, Expr index) {
        return index.domain()
                .orElseThrow(() -> new ModelException(String.format(
                        "%s is indexed by %s, which is not known to be a category. Index by a discrete variable or by given(\"name\", plate, index(of)), or say"
                                + " the plate: x.at(plate, index).",
                        x, index)));
    }
}
