package org.platen.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.amortized.Backends;
import org.platen.inference.tensorflow.Device;
import org.platen.inference.tensorflow.TensorFlowBackend;
import org.platen.inference.train.TrainingBackend;

/** What trains networks, by the name of a device. */
final class Devices {

    private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?");

    private Devices() {}

    /** @throws ModelException when there is no such device, or its native library is not there: with the way to get it */
    static TrainingBackend backend(String device) {
        if (device.equals("cpu")) {
            return Backends.best() instanceof TensorFlowBackend tensorFlow
                    ? tensorFlow.device(Device.cpu())
                    : Backends.best();
        }
        Matcher gpu = GPU.matcher(device);
        ModelException.require(gpu.matches(), "--device %s: expected cpu, gpu or gpu:1", device);
        TensorFlowBackend backend =
                new TensorFlowBackend().device(Device.gpu(gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1))));
        String obstacle = backend.obstacle();
        ModelException.require(
                obstacle == null,
                "--device %s: %s. Put TensorFlow's native library for NVIDIA cards, tensorflow-core-native-1.1.0-linux-x86_64-gpu.jar, into lib/ beside platen.jar.",
                device,
                obstacle);
        return backend;
    }
}
