package org.platen.dsl.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.platen.dsl.shape.Shape;

/** A network as an aligned table. */
final class NetworkTable {

    private NetworkTable() {}

    static String of(Network network) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("layer", "what", "output", "parameters"));
        lines.add(List.of("input", "", text(network.input()), "0"));
        for (Layers.Placed placed : network.placed()) {
            lines.add(List.of(
                    placed.name(),
                    placed.layer().describe(),
                    text(placed.output()),
                    Integer.toString(placed.parameters())));
        }
        lines.add(List.of("total", "", "", Integer.toString(network.parameters())));
        int[] widths = IntStream.range(0, 4)
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream()
                .map(line -> line(line, widths))
                .collect(Collectors.joining("\n", "network " + network.name() + "\n", ""));
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return line.append(" ".repeat(widths[3] - cells.get(3).length()))
                .append(cells.get(3))
                .toString();
    }

    private static String text(Shape shape) {
        return IntStream.of(shape.sizes()).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
    }
}
