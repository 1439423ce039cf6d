package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.data.Shuffled;

/**
 * Batches of several plates of data in memory. Of plates that meet in a density every batch of one comes with every batch of the others, once in a pass; of plates that do
 * not meet, batches come side by side, and those of the smaller one again until the others are through.
 *
 * @param data all of them
 * @param binding the same
 * @param batches elements of a batch, by plate
 * @param regions sets of plates that meet in a density
 */
record CrossedPortions(Data data, Binding binding, Map<Plate, Integer> batches, Set<Set<Plate>> regions)
        implements Portions {

    static CrossedPortions of(Model model, Data data, Map<Plate, Integer> sizes) {
        return new CrossedPortions(
                data,
                Binding.of(model, data),
                new LinkedHashMap<>(sizes),
                BatchedPlates.of(model, sizes.keySet()).regions());
    }

    @Override
    public Set<Plate> plates() {
        return batches.keySet();
    }

    @Override
    public int elements(Plate plate) {
        return binding.size(plate);
    }

    @Override
    public int size(Plate plate) {
        return Math.min(Objects.requireNonNull(batches.get(plate)), elements(plate));
    }

    @Override
    public Portion some(int fewest, long seed) {
        Map<Plate, int[]> chosen = new LinkedHashMap<>();
        for (Plate plate : plates()) {
            int count = Math.min(Math.max(fewest, size(plate)), elements(plate));
            chosen.put(plate, Arrays.copyOf(order(plate, seed + 1), count));
        }
        return portion(chosen, regions);
    }

    /**
     * {@inheritDoc} In the first pass elements come with those that came before, so that where a product of unknowns of two plates is all that is known, one of them is
     * known.
     */
    @Override
    public void pass(int number, long seed, Predicate<Portion> each) {
        Map<Plate, int[]> orders = orders(seed + number);
        List<List<Map<Plate, Integer>>> grids = new ArrayList<>();
        int steps = 0;
        for (Set<Plate> meeting : meeting()) {
            List<Map<Plate, Integer>> grid = grid(meeting, plate -> elements(plate) / size(plate));
            int[] order = Shuffled.numbers(grid.size(), seed + number);
            List<Map<Plate, Integer>> shuffled =
                    new ArrayList<>(Arrays.stream(order).mapToObj(grid::get).toList());
            if (number == 1) {
                shuffled.sort(
                        (a, b) -> Integer.compare(further(a).size(), further(b).size()));
            }
            grids.add(shuffled);
            steps = Math.max(steps, shuffled.size());
        }
        for (int step = 0; step < steps; step++) {
            Map<Plate, Integer> at = new LinkedHashMap<>();
            for (List<Map<Plate, Integer>> grid : grids) {
                at.putAll(grid.get(step % grid.size()));
            }
            if (!each.test(portion(chosen(at, orders), regions))) {
                return;
            }
        }
    }

    @Override
    public void all(long seed, Predicate<Portion> each) {
        Map<Plate, int[]> orders = orders(seed);
        for (Map<Plate, Integer> at : grid(plates(), plate -> (elements(plate) - 1) / size(plate) + 1)) {
            Set<Plate> further = further(at);
            Set<Set<Plate>> counted = regions.stream()
                    .filter(region -> region.containsAll(further))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (!counted.isEmpty() && !each.test(portion(chosen(at, orders), counted))) {
                return;
            }
        }
    }

    /** The plates of which it is not the first batch. */
    private static Set<Plate> further(Map<Plate, Integer> at) {
        return at.keySet().stream()
                .filter(plate -> Objects.requireNonNull(at.get(plate)) > 0)
                .collect(Collectors.toSet());
    }

    /** Every batch of each plate with every one of the others. */
    private static List<Map<Plate, Integer>> grid(Set<Plate> plates, ToIntFunction<Plate> batchesOf) {
        List<Map<Plate, Integer>> grid = List.of(Map.of());
        for (Plate plate : plates) {
            int count = batchesOf.applyAsInt(plate);
            grid = grid.stream()
                    .flatMap(outer -> IntStream.range(0, count).mapToObj(batch -> {
                        Map<Plate, Integer> at = new LinkedHashMap<>(outer);
                        at.put(plate, batch);
                        return at;
                    }))
                    .toList();
        }
        return grid;
    }

    /** The plates apart, those together that meet in a density, also through others. */
    private List<Set<Plate>> meeting() {
        List<Set<Plate>> groups = new ArrayList<>();
        plates().forEach(plate -> groups.add(new LinkedHashSet<>(Set.of(plate))));
        for (Set<Plate> region : regions) {
            List<Set<Plate>> touched = groups.stream()
                    .filter(group -> !Collections.disjoint(group, region))
                    .toList();
            for (Set<Plate> other : touched.subList(1, touched.size())) {
                touched.get(0).addAll(other);
                groups.remove(other);
            }
        }
        return groups;
    }

    private Map<Plate, int[]> orders(long seed) {
        Map<Plate, int[]> orders = new LinkedHashMap<>();
        plates().forEach(plate -> orders.put(plate, order(plate, seed)));
        return orders;
    }

    private int[] order(Plate plate, long seed) {
        return Shuffled.numbers(elements(plate), seed ^ plate.name().hashCode());
    }

    private Map<Plate, int[]> chosen(Map<Plate, Integer> at, Map<Plate, int[]> orders) {
        Map<Plate, int[]> chosen = new LinkedHashMap<>();
        at.forEach((plate, batch) -> {
            int from = batch * size(plate);
            int[] order = Objects.requireNonNull(orders.get(plate));
            chosen.put(plate, Arrays.copyOfRange(order, from, Math.min(order.length, from + size(plate))));
        });
        return chosen;
    }

    private Portion portion(Map<Plate, int[]> chosen, Set<Set<Plate>> counted) {
        Data some = data;
        for (Map.Entry<Plate, int[]> one : chosen.entrySet()) {
            try {
                some = some.rows(one.getKey(), one.getValue());
            } catch (ModelException e) {
                throw new ModelException(e.getMessage() + " In batches of " + plates()
                        + ": take larger ones, or batches of what is observed.");
            }
        }
        return new Portion(some, chosen, counted);
    }
}
