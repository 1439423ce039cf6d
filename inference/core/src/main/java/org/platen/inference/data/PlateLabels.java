package org.platen.inference.data;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/**
 * What the elements of plates stand for, where the data said so: texts that were read as the codes of a variable that indexes the plate.
 *
 * @param byPlate the texts of the elements 0, 1, … by the name of their plate
 */
public record PlateLabels(Map<String, List<String>> byPlate) {

    /** Nothing is said of any. */
    public static final PlateLabels NONE = new PlateLabels(Map.of());

    /** Copies. */
    public PlateLabels {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        byPlate.forEach((plate, labels) -> copy.put(plate, List.copyOf(labels)));
        byPlate = Collections.unmodifiableMap(copy);
    }

    /** @throws ModelException when two variables that index one plate were numbered apart, so that equal codes mean different texts */
    static PlateLabels of(Data data) {
        Map<Plate, Entry> first = new LinkedHashMap<>();
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (Entry entry : data.entries().values()) {
            List<String> own = entry.origin().labels();
            Plate plate = own.isEmpty() ? null : indexed(entry.variable());
            if (plate == null) {
                continue;
            }
            Entry other = first.putIfAbsent(plate, entry);
            if (other == null) {
                labels.put(plate.name(), own);
            } else if (!other.origin().labels().equals(own)) {
                throw apart(plate, other, entry);
            }
        }
        return new PlateLabels(labels);
    }

    /** The plate whose elements the values of a variable stand for, or null. */
    public static @Nullable Plate indexed(Variable variable) {
        return variable.domain().map(Dim::label).orElse(null);
    }

    private static ModelException apart(Plate plate, Entry one, Entry other) {
        List<String> left = one.origin().labels();
        List<String> right = other.origin().labels();
        int i = difference(left, right);
        return new ModelException(String.format(
                "'%s' and '%s' both index '%s', but their texts were numbered apart: %d is %s in one and %s in the other. Number them alike: List<String> labels ="
                        + " table.labels(\"%s\", \"%s\"), then table.categories(\"%s\", labels) for each.",
                one.variable().name(),
                other.variable().name(),
                plate.name(),
                i,
                text(left, i),
                text(right, i),
                column(one),
                column(other),
                column(other)));
    }

    private static String column(Entry entry) {
        return entry.origin().columns().get(0);
    }

    private static int difference(List<String> left, List<String> right) {
        return IntStream.range(0, Math.min(left.size(), right.size()))
                .filter(i -> !left.get(i).equals(right.get(i)))
                .findFirst()
                .orElse(Math.min(left.size(), right.size()));
    }

    private static String text(List<String> labels, int i) {
        return i < labels.size() ? "'" + labels.get(i) + "'" : "nothing";
    }

    /** The texts of a plate's elements, or none. */
    public List<String> of(Plate plate) {
        return of(plate.name());
    }

    /** The texts that the values of a variable stand for, or none. */
    public List<String> ofValues(Variable variable) {
        Plate plate = indexed(variable);
        return plate == null ? List.of() : of(plate);
    }

    /** The texts of the elements of the plate of this name, or none. */
    public List<String> of(String plate) {
        return byPlate.getOrDefault(plate, List.of());
    }

    /**
     * Other data have to number the elements that a fit knows of as the fitted data did. Elements that share no text and are more or fewer are others, of which it knows nothing.
     *
     * @param asked labels of the other data
     * @param known what the fit knows of elements
     * @throws ModelException when an element stands for something else
     */
    void requireSame(PlateLabels asked, Collection<? extends Variable> known) {
        for (Plate plate : plates(known)) {
            List<String> fitted = of(plate);
            List<String> other = asked.of(plate);
            boolean others = other.size() != fitted.size() && Collections.disjoint(fitted, other);
            if (!fitted.isEmpty() && !other.isEmpty() && !fitted.equals(other) && !others) {
                int i = difference(fitted, other);
                throw new ModelException(String.format(
                        "element %d of '%s' is %s in these data and %s in those that were fitted. Number them alike: table.categories(column,"
                                + " fit.labels().of(\"%s\")).",
                        i, plate.name(), text(other, i), text(fitted, i), plate.name()));
            }
        }
    }

    private static Set<Plate> plates(Collection<? extends Variable> variables) {
        Set<Plate> plates = new LinkedHashSet<>();
        for (Variable variable : variables) {
            plates.addAll(variable.plates());
            variable.shape().dims().stream()
                    .map(Dim::label)
                    .filter(Objects::nonNull)
                    .forEach(plates::add);
        }
        return plates;
    }
}
