package org.platen.dsl.expr;

import java.util.List;
import java.util.Optional;
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
        domainOf(index).ifPresent(domain -> requireSameSize(x, axis.plate(), index, domain));
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
        x.axes().stream()
                .filter(axis -> !axis.plate().sizedByData() && !index.axes().contains(axis))
                .findFirst()
                .ifPresent(axis -> requireSameSize(x, axis.plate(), index, Dim.of(plate)));
        throw new ModelException(String.format(
                "%s lives in %s with event shape %s; '%s' indexes plate '%s', which is none of them",
                x, x.axes(), x.shape(), index, plate.name()));
    }

    private static void requireSameSize(Expr x, Plate plate, Expr index, Dim domain) {
        ModelException.require(
                plate.sizedByData() || plate.size() == domain.size(),
                "'%s' takes %d values%s, but %s is indexed over plate '%s' of size %d. Index a plate of size %d, or change the distribution of '%s'.",
                index,
                domain.size(),
                domain.label() == null ? "" : " (plate '" + domain.label().name() + "')",
                x,
                plate.name(),
                plate.size(),
                domain.size(),
                index);
    }

    private static Optional<Dim> domainOf(Expr index) {
        return index.domain();
    }

    private static Dim domain(Expr x, Expr index) {
        return index.domain()
                .orElseThrow(() -> new ModelException(String.format(
                        "%s is indexed by %s, which is not known to be a category. Index by a discrete variable or by given(\"name\", plate, index(of)), or say"
                                + " the plate: x.at(plate, index).",
                        x, index)));
    }
}
