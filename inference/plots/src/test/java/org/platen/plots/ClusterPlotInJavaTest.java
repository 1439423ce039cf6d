package org.platen.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlotInJavaTest {

    @Test
    void readsInJavaAsInKotlin(@TempDir Path folder) throws IOException {
        double[][] points = {{1.8, 54.0}, {4.7, 88.0}};
        int[] assignments = {0, 1};
        double[][] means = {{2.036, 54.479}, {4.290, 79.968}};
        double[][][] covariances = {{{0.0692, 0.4352}, {0.4352, 33.697}}, {{0.1700, 0.9406}, {0.9406, 36.046}}};
        Path file = folder.resolve("faithful.png");

        new ClusterPlot(points, assignments, means, covariances)
                .title("Old Faithful")
                .axes("eruption (min)", "waiting (min)")
                .clusterNames("short", "long")
                .ellipses(50, 90)
                .writePng(file, 640, 480);

        assertEquals(640, ImageIO.read(file.toFile()).getWidth());
    }
}
