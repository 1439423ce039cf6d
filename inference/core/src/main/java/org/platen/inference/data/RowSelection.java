package org.platen.inference.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** Some elements of a plate, with what lives in it and what belongs to it by an index. */
final class RowSelection {

    private final Data data;
    private final PlateSizes sizes;
    private final Map<Plate, int[]> chosen = new LinkedHashMap<>();
    private final Map<Variable, double[]> codes = new LinkedHashMap<>();
    private final Map<Plate, Lengths> lengths = new LinkedHashMap<>();

    private RowSelection(Data data) {
        this.data = data;
        this.sizes = PlateSizes.of(data);
    }

    static Data of(Data data, Plate plate, int[] indices) {
        RowSelection selection = new RowSelection(data);
        selection.checkPlate(plate, "");
        int size = selection.size(plate);
        ModelException.require(indices.length > 0, "no rows of plate '%s' are chosen, expected at least one", plate);
        for (int index : indices) {
            ModelException.require(
                    index >= 0 && index < size,
                    "row %d of plate '%s' is chosen, which has rows 0 to %d",
                    index,
                    plate.name(),
                    size - 1);
        }
        selection.choose(plate, indices.clone());
        selection.shorten();
        return selection.taken();
    }

    private void checkPlate(Plate plate, String because) {
        ModelException.require(
                !plate.isChain(),
                "rows of chain '%s' cannot be chosen%s: each depends on the one before. Choose elements of a plate that the chain is nested in.",
                plate.name(),
                because);
        ModelException.require(
                plate.sizedByData(),
                "rows of plate '%s' cannot be chosen%s: its declaration says that there are %d. Declare it without a size, so that the size comes from the data.",
                plate.name(),
                because,
                plate.size());
    }

    /** What the data tell, else the number of elements that a given index names. */
    private int size(Plate plate) {
        if (sizes.has(plate)) {
            return sizes.size(plate);
        }
        int largest = indices(plate).stream()
                .flatMapToDouble(entry -> Arrays.stream(entry.values()[0]))
                .mapToInt(code -> (int) code)
                .max()
                .orElse(-1);
        ModelException.require(
                largest >= 0,
                "rows cannot be chosen: these data, %s, do not tell the size of plate '%s'. Give it: data.and(plate, size).",
                data.variables(),
                plate.name());
        return largest + 1;
    }

    /** The given variables that name elements of {@code plate}. */
    private List<Entry> indices(Plate plate) {
        return data.entries().values().stream()
                .filter(entry -> entry.variable() instanceof Given given
                        && plate.equals(given.covariate().indexed()))
                .toList();
    }

    private void choose(Plate plate, int[] elements) {
        chosen.put(plate, elements);
        for (Entry index : indices(plate)) {
            follow(index, plate, elements);
        }
    }

    /** Of the plate that an index lives in, the elements that belong to the chosen ones of the plate it names. */
    private void follow(Entry index, Plate named, int[] elements) {
        String name = index.variable().name();
        List<Axis> axes = List.copyOf(index.variable().axes());
        ModelException.require(
                axes.size() == 1 && !chosen.containsKey(axes.get(0).plate()),
                "rows of plate '%s' cannot be chosen: '%s' names them for %s, which %s. Keep all rows of '%s'.",
                named.name(),
                name,
                axes,
                axes.size() == 1
                        ? "belongs to them, or to others chosen with them, in a second way"
                        : "does not belong to one of them",
                named.name());
        Plate own = axes.get(0).plate();
        checkPlate(own, ", though '" + name + "' says which of '" + named.name() + "' they belong to");
        int count = size(named);
        List<List<Integer>> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(new ArrayList<>());
        }
        for (int i = 0; i < elements.length; i++) {
            places.get(elements[i]).add(i);
        }
        List<Integer> kept = new ArrayList<>();
        List<Integer> recoded = new ArrayList<>();
        for (int element = 0; element < index.elements(); element++) {
            double code = index.values()[0][element];
            ModelException.require(
                    code == Math.rint(code) && code >= 0 && code < count,
                    "'%s', %s: found %s, expected an element of plate '%s', 0 to %d",
                    name,
                    index.place(element, 0, index.elements()),
                    ValueChecks.number(code),
                    named.name(),
                    count - 1);
            for (int place : places.get((int) code)) {
                kept.add(element);
                recoded.add(place);
            }
        }
        ModelException.require(
                !kept.isEmpty(), "no row of plate '%s' is left: '%s' names none of the chosen rows", own.name(), name);
        codes.put(
                index.variable(),
                recoded.stream().mapToDouble(Integer::doubleValue).toArray());
        choose(own, kept.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Chains of different lengths inside of chosen elements are as long as the longest that is left. */
    private void shorten() {
        for (Entry entry : data.entries().values()) {
            if (entry.lengths() != null) {
                shorten(Objects.requireNonNull(Series.chain(entry.variable())), entry.lengths());
            }
        }
        data.lengths().forEach(this::shorten);
    }

    private void shorten(Plate chain, Lengths all) {
        int[] elements = chosen.get(Objects.requireNonNull(chain.parent()));
        if (elements != null) {
            Lengths left = all.at(elements);
            lengths.put(chain, left);
            chosen.put(chain, IntStream.range(0, left.longest()).toArray());
        }
    }

    private Data taken() {
        Map<Plate, Integer> newSizes = new LinkedHashMap<>(data.sizes());
        for (Variable variable : data.variables()) {
            Plate indexed = variable instanceof Given given ? given.covariate().indexed() : null;
            if (indexed != null && indexed.sizedByData() && !sizes.has(indexed)) {
                newSizes.put(indexed, size(indexed));
            }
        }
        newSizes.replaceAll((plate, size) -> chosen.containsKey(plate) ? lengthOf(plate) : size);
        Map<Plate, Lengths> newLengths = new LinkedHashMap<>(data.lengths());
        newLengths.replaceAll(lengths::getOrDefault);
        return Data.of(data.entries().values().stream().map(this::taken).toList(), newSizes, newLengths);
    }

    private int lengthOf(Plate plate) {
        return java.util.Objects.requireNonNull(chosen.get(plate)).length;
    }

    private Entry taken(Entry entry) {
        List<Plate> plates = entry.variable().axes().stream().map(Axis::plate).toList();
        if (plates.stream().noneMatch(chosen::containsKey)) {
            return entry;
        }
        int[] places = {0};
        for (Plate plate : plates) {
            int size = size(plate);
            int[] elements = chosen.getOrDefault(plate, IntStream.range(0, size).toArray());
            places = Arrays.stream(places)
                    .flatMap(place -> Arrays.stream(elements).map(element -> Math.addExact(place * size, element)))
                    .toArray();
        }
        int[] from = places;
        double[] recoded = codes.get(entry.variable());
        double[][] values = recoded != null
                ? new double[][] {recoded}
                : Arrays.stream(entry.values())
                        .map(column -> Arrays.stream(from)
                                .mapToDouble(place -> column[place])
                                .toArray())
                        .toArray(double[][]::new);
        Plate outermost = plates.get(0);
        int rows = chosen.containsKey(outermost) ? lengthOf(outermost) : size(outermost);
        Plate chain = Series.chain(entry.variable());
        Lengths left = entry.lengths() == null || chain == null ? entry.lengths() : lengths.get(chain);
        return new Entry(entry.variable(), values, rows, left, origin(entry.origin(), chosen.get(outermost), from));
    }

    /**
     * @param rows the outermost elements that are taken, or null for all of them
     * @param from the elements that are taken
     */
    private static Origin origin(Origin origin, int @Nullable [] rows, int[] from) {
        int[] rowOf = origin.elements();
        if (rowOf != null) {
            return origin.withElements(
                    Arrays.stream(from).map(element -> rowOf[element]).toArray());
        }
        LineNumbers all = origin.lines();
        if (all == null || rows == null) {
            return origin;
        }
        LineNumbers lines = new LineNumbers();
        for (int row : rows) {
            lines.add(all.of(row));
        }
        return new Origin(origin.source(), origin.columns(), lines, origin.labels());
    }
}
