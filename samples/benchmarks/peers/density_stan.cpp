// Times evaluations of a model's log density with its gradient. The model is what stanc made, given as -DMODEL='"file.hpp"'.
// Arguments: data file, evaluations a round, rounds. Prints one JSON object; times are of the processor, in the fastest round.
#include MODEL
#include <stan/io/json/json_data.hpp>
#include <stan/model/log_prob_grad.hpp>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <limits>
#include <vector>

int main(int count, char** arguments) {
  std::ifstream file(arguments[1]);
  stan::json::json_data data(file);
  stan_model model(data, 0, &std::cerr);
  int evaluations = std::atoi(arguments[2]);
  int rounds = std::atoi(arguments[3]);
  std::vector<double> point(model.num_params_r());
  std::vector<double> gradient;
  std::vector<int> none;
  for (size_t i = 0; i < point.size(); ++i) {
    point[i] = 0.1 * std::sin(static_cast<double>(i));
  }
  double value = stan::model::log_prob_grad<false, true>(model, point, none, gradient);
  double squares = 0;
  for (double g : gradient) {
    squares += g * g;
  }
  double fastest = std::numeric_limits<double>::infinity();
  for (int round = 0; round < rounds; ++round) {
    std::clock_t began = std::clock();
    for (int i = 0; i < evaluations; ++i) {
      point[0] += 1e-9;
      stan::model::log_prob_grad<true, true>(model, point, none, gradient);
    }
    fastest = std::min(fastest, 1e6 * (std::clock() - began) / CLOCKS_PER_SEC / evaluations);
  }
  std::cout << std::setprecision(14) << "{\"microseconds\": " << fastest << ", \"logDensity\": " << value
            << ", \"gradientLength\": " << std::sqrt(squares) << "}" << std::endl;
}
