package org.platen.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.platen.dsl.distribution.Distributions.normal;
import static org.platen.plots.Plots.plotDensity;
import static org.platen.plots.Plots.plotDiagram;
import static org.platen.plots.Plots.plotForest;
import static org.platen.plots.Plots.plotTrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platen.dsl.model.Model;
import org.platen.dsl.render.PlateDiagram;
import org.platen.inference.data.Data;
import org.platen.inference.vi.MeanFieldVi;
import org.platen.inference.vi.VariationalFit;

class PlotsInJavaTest {

    @Test
    void everyPictureIsOneCall(@TempDir Path folder) throws IOException {
        Model model = Model.declare("normal", m -> {
            var row = m.plate("row");
            var mu = m.latent("mu", normal(0, 5));
            m.observed("x", row, normal(mu, 1));
        });
        VariationalFit fit = new MeanFieldVi().fit(model, Data.of(model.get("x"), new double[] {1, 2, 3}));

        plotTrace(fit).png(folder.resolve("trace.png"));
        plotDensity(fit, "mu").svg(folder.resolve("density.svg"));
        plotForest(Map.of("mean field", fit), "mu").svg(folder.resolve("forest.svg"));
        plotDiagram(model).png(folder.resolve("model.png"));
        Plots.write(PlateDiagram.of(model), folder.resolve("model.svg"));

        assertEquals(800, ImageIO.read(folder.resolve("trace.png").toFile()).getWidth());
        assertTrue(Files.readString(folder.resolve("density.svg")).contains("mu"));
        assertTrue(Files.readString(folder.resolve("forest.svg")).contains("90 % of the posterior"));
    }
}
