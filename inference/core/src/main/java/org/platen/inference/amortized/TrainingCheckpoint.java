package org.platen.inference.amortized;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.checkpoint.NumbersFile;
import org.platen.inference.checkpoint.Section;
import org.platen.inference.train.TrainingState;

/**
 * Training on the way: enough to go on from there to the same end.
 *
 * @param place how far it is
 * @param state of the trainer
 * @param best numbers so far, by name; none where no rows were held out yet
 * @param history what was reported
 */
record TrainingCheckpoint(
        Place place, TrainingState state, Map<String, double[]> best, List<TrainingProgress> history) {

    /**
     * How far training is.
     *
     * @param epoch the epoch at hand, from 1
     * @param runs done in it
     * @param lowest loss of the rows held out
     * @param worse epochs since then
     * @param elapsed since training began, without pauses
     */
    record Place(int epoch, int runs, double lowest, int worse, Duration elapsed) {

        /** Checks what a file said. */
        Place {
            ModelException.require(
                    epoch >= 1 && runs >= 0 && worse >= 0 && !Double.isNaN(lowest),
                    "training cannot stand at epoch %d, run %d, with a lowest loss of %s %d epochs before",
                    epoch,
                    runs,
                    lowest,
                    worse);
        }
    }

    private static final String PLACE = "place";
    private static final String PARAMETER = "parameter: ";
    private static final String SLOT = "optimiser: ";
    private static final String BEST = "best: ";
    private static final String HISTORY = "history";

    /** Numbers of a report. */
    private static final int WIDTH = 10;

    /** What is written of it. */
    NumbersFile file() {
        Section section = new Section(PLACE)
                .with("epoch", place.epoch())
                .with("runs", place.runs())
                .with("step", state.step())
                .with("lowest", place.lowest())
                .with("worse", place.worse())
                .with("elapsed", place.elapsed());
        Map<String, double[]> tensors = new LinkedHashMap<>();
        state.parameters().forEach((name, numbers) -> tensors.put(PARAMETER + name, numbers));
        state.slots().forEach((name, numbers) -> tensors.put(SLOT + name, numbers));
        best.forEach((name, numbers) -> tensors.put(BEST + name, numbers));
        tensors.put(
                HISTORY,
                history.stream().flatMapToDouble(TrainingCheckpoint::numbers).toArray());
        return new NumbersFile(List.of(section), tensors);
    }

    /** Without what a fit tells by itself: its best numbers, what was reported, and its time. */
    TrainingCheckpoint bare() {
        Place timeless = new Place(place.epoch, place.runs, place.lowest, place.worse, Duration.ZERO);
        return new TrainingCheckpoint(timeless, state, Map.of(), List.of());
    }

    /**
     * The same with what a fit tells.
     *
     * @param trained numbers of the fit: the best where rows were held out
     */
    TrainingCheckpoint with(Map<String, double[]> trained, List<TrainingProgress> reports, Duration elapsed) {
        Place timed = new Place(place.epoch, place.runs, place.lowest, place.worse, elapsed);
        boolean heldOut = place.lowest < Double.POSITIVE_INFINITY;
        return new TrainingCheckpoint(timed, state, heldOut ? trained : Map.of(), reports);
    }

    /** @throws ModelException when these are not the numbers of training that ended with others of such names and lengths */
    void requireOf(Map<String, double[]> trained) {
        state.parameters().forEach((name, numbers) -> requireLike(trained.get(name), numbers, name));
        state.slots().forEach((slot, numbers) -> {
            int end = Math.max(0, slot.lastIndexOf('/'));
            requireLike(state.parameters().get(slot.substring(0, end)), numbers, slot);
        });
    }

    private static void requireLike(double @Nullable [] own, double[] numbers, String name) {
        ModelException.require(
                own != null && own.length == numbers.length,
                "the state of training has %d numbers of '%s', expected %s",
                numbers.length,
                name,
                own == null ? "none" : own.length);
    }

    /**
     * What {@link #file} said.
     *
     * @throws ModelException when something is missing, or no number
     */
    static TrainingCheckpoint of(NumbersFile file) {
        try {
            return read(file);
        } catch (NumberFormatException | DateTimeParseException | IndexOutOfBoundsException e) {
            throw new ModelException("the place where training stood cannot be read: " + e.getMessage());
        }
    }

    private static TrainingCheckpoint read(NumbersFile file) {
        Section place = file.sections().stream()
                .filter(section -> section.title().equals(PLACE))
                .findFirst()
                .orElse(new Section(PLACE));
        return new TrainingCheckpoint(
                new Place(
                        Integer.parseInt(place.get("epoch")),
                        Integer.parseInt(place.get("runs")),
                        Double.parseDouble(place.get("lowest")),
                        Integer.parseInt(place.get("worse")),
                        Duration.parse(place.get("elapsed"))),
                new TrainingState(Long.parseLong(place.get("step")), named(file, PARAMETER), named(file, SLOT)),
                named(file, BEST),
                history(file.tensors().getOrDefault(HISTORY, new double[0])));
    }

    private static Map<String, double[]> named(NumbersFile file, String prefix) {
        Map<String, double[]> named = new LinkedHashMap<>();
        file.tensors().forEach((name, numbers) -> {
            if (name.startsWith(prefix)) {
                named.put(name.substring(prefix.length()), numbers);
            }
        });
        return named;
    }

    private static DoubleStream numbers(TrainingProgress report) {
        return DoubleStream.of(
                report.epoch(),
                report.epochs(),
                report.step(),
                report.steps(),
                report.loss(),
                report.reconstruction(),
                report.divergence(),
                report.validationLoss().isPresent() ? 1 : 0,
                report.validationLoss().orElse(0),
                report.elapsed().toNanos());
    }

    private static List<TrainingProgress> history(double[] numbers) {
        List<TrainingProgress> history = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += WIDTH) {
            history.add(new TrainingProgress(
                    (int) numbers[i],
                    (int) numbers[i + 1],
                    (long) numbers[i + 2],
                    (long) numbers[i + 3],
                    numbers[i + 4],
                    numbers[i + 5],
                    numbers[i + 6],
                    numbers[i + 7] == 1 ? OptionalDouble.of(numbers[i + 8]) : OptionalDouble.empty(),
                    Duration.ofNanos((long) numbers[i + 9])));
        }
        return history;
    }
}
