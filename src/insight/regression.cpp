#include "insight/regression.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>

namespace kith::insight {
namespace {

using Dense = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

Eigen::Map<const Dense> view(const Matrix& m) {
    return {m.columns() == 0 ? nullptr : m.column(0).data(), static_cast<Eigen::Index>(m.rows()),
            static_cast<Eigen::Index>(m.columns())};
}

Eigen::Map<const Vector> view(std::span<const double> v) {
    return {v.data(), static_cast<Eigen::Index>(v.size())};
}

Matrix to_matrix(const Dense& dense) {
    Matrix m(static_cast<std::size_t>(dense.rows()), static_cast<std::size_t>(dense.cols()));
    for (std::size_t c = 0; c < m.columns(); ++c) {
        for (std::size_t r = 0; r < m.rows(); ++r) m.at(r, c) = dense(Eigen::Index(r), Eigen::Index(c));
    }
    return m;
}

/// Columns brought to one scale: earnings in thousands and ages in tens otherwise cost half of the digits.
Vector scales_of(const Dense& x) {
    Vector scales =
        x.colwise().norm().transpose() / std::sqrt(static_cast<double>(std::max<Eigen::Index>(x.rows(), 1)));
    for (Eigen::Index i = 0; i < scales.size(); ++i) {
        if (scales[i] == 0) scales[i] = 1;
    }
    return scales;
}

constexpr double kCollinear = 1e-10;
constexpr int kIterationsMax = 200;

/// Information matrix inverted; directions that carry none are left out.
Dense inverse_of(const Dense& symmetric) {
    Eigen::SelfAdjointEigenSolver<Dense> solver(symmetric);
    const Vector& values = solver.eigenvalues();
    const double floor = values.cwiseAbs().maxCoeff() * 1e-14;
    Vector inverted = values;
    for (Eigen::Index i = 0; i < values.size(); ++i) inverted[i] = values[i] > floor ? 1 / values[i] : 0;
    return solver.eigenvectors() * inverted.asDiagonal() * solver.eigenvectors().transpose();
}

double log_likelihood_of(const Vector& linear, std::span<const std::uint8_t> y) {
    double sum = 0;
    for (Eigen::Index i = 0; i < linear.size(); ++i) {
        const double eta = linear[i];
        const double log_one_plus = eta > 0 ? eta + std::log1p(std::exp(-eta)) : std::log1p(std::exp(eta));
        sum += (y[std::size_t(i)] != 0 ? eta : 0) - log_one_plus;
    }
    return sum;
}

}  // namespace

Matrix Matrix::rows_at(std::span<const std::uint32_t> rows) const {
    Matrix picked(rows.size(), columns_);
    for (std::size_t c = 0; c < columns_; ++c) {
        for (std::size_t r = 0; r < rows.size(); ++r) picked.at(r, c) = at(rows[r], c);
    }
    return picked;
}

Matrix Matrix::with_intercept() const {
    Matrix wider(rows_, columns_ + 1);
    std::fill(wider.values_.begin(), wider.values_.begin() + static_cast<std::ptrdiff_t>(rows_), 1.0);
    std::copy(values_.begin(), values_.end(), wider.values_.begin() + static_cast<std::ptrdiff_t>(rows_));
    return wider;
}

double Matrix::dot(std::size_t row, std::span<const double> coefficients) const {
    double sum = 0;
    for (std::size_t c = 0; c < columns_; ++c) sum += at(row, c) * coefficients[c];
    return sum;
}

LinearFit fit_linear(const Matrix& x, std::span<const double> y) {
    const Vector scales = scales_of(view(x));
    const Dense scaled = view(x) * scales.cwiseInverse().asDiagonal();
    Eigen::ColPivHouseholderQR<Dense> qr(scaled.rows(), scaled.cols());
    qr.setThreshold(kCollinear);
    qr.compute(scaled);
    const Eigen::Index rank = qr.rank();
    const auto& order = qr.colsPermutation().indices();

    const Dense r = qr.matrixQR().topLeftCorner(rank, rank).triangularView<Eigen::Upper>();
    const Dense r_inverse = r.triangularView<Eigen::Upper>().solve(Dense::Identity(rank, rank));
    const Vector rotated = (qr.householderQ().adjoint() * view(y)).head(rank);
    const Vector solved = r.triangularView<Eigen::Upper>().solve(rotated);
    const Dense inverse = r_inverse * r_inverse.transpose();

    LinearFit fit;
    fit.rank = static_cast<std::size_t>(rank);
    fit.coefficients.assign(x.columns(), 0);
    fit.is_kept.assign(x.columns(), false);
    fit.inverse = Matrix(x.columns(), x.columns());
    Dense kept(scaled.rows(), rank);
    for (Eigen::Index i = 0; i < rank; ++i) {
        const auto column = static_cast<std::size_t>(order[i]);
        fit.is_kept[column] = true;
        fit.coefficients[column] = solved[i] / scales[order[i]];
        kept.col(i) = scaled.col(order[i]);
        for (Eigen::Index j = 0; j < rank; ++j) {
            const auto other = static_cast<std::size_t>(order[j]);
            fit.inverse.at(column, other) = inverse(i, j) / (scales[order[i]] * scales[order[j]]);
        }
    }
    const Vector residuals = view(y) - kept * solved;
    const Vector leverages = (kept * r_inverse).rowwise().squaredNorm();
    fit.residuals.assign(residuals.data(), residuals.data() + residuals.size());
    fit.leverages.assign(leverages.data(), leverages.data() + leverages.size());
    return fit;
}

double classical_error(const LinearFit& fit, std::size_t column) {
    double squares = 0;
    for (const double residual : fit.residuals) squares += residual * residual;
    return std::sqrt(squares / static_cast<double>(fit.degrees_of_freedom()) * fit.inverse.at(column, column));
}

double hc2_variance_along(const LinearFit& fit, const Matrix& x, std::span<const double> direction) {
    std::vector<double> through(x.columns(), 0);
    for (std::size_t c = 0; c < x.columns(); ++c) {
        for (std::size_t d = 0; d < x.columns(); ++d) through[c] += fit.inverse.at(c, d) * direction[d];
    }
    double variance = 0;
    for (std::size_t row = 0; row < x.rows(); ++row) {
        const double weight = x.dot(row, through);
        const double rest = 1 - fit.leverages[row];
        // A row that is fitted exactly says nothing about its error.
        if (rest > kCollinear) variance += weight * weight * fit.residuals[row] * fit.residuals[row] / rest;
    }
    return variance;
}

double hc2_error(const LinearFit& fit, const Matrix& x, std::size_t column) {
    std::vector<double> direction(x.columns(), 0);
    direction[column] = 1;
    return std::sqrt(hc2_variance_along(fit, x, direction));
}

double cluster_error(const LinearFit& fit, const Matrix& x, std::size_t column,
                     std::span<const std::uint32_t> cluster) {
    const std::uint32_t clusters = cluster.empty() ? 0 : *std::max_element(cluster.begin(), cluster.end()) + 1;
    std::vector<double> sums(clusters, 0);
    const auto through = fit.inverse.column(column);
    for (std::size_t row = 0; row < x.rows(); ++row) {
        sums[cluster[row]] += x.dot(row, through) * fit.residuals[row];
    }
    double variance = 0;
    for (const double sum : sums) variance += sum * sum;
    const double g = clusters;
    const auto n = static_cast<double>(x.rows());
    return std::sqrt(variance * g / (g - 1) * (n - 1) / static_cast<double>(fit.degrees_of_freedom()));
}

LogisticFit fit_logistic(const Matrix& x, std::span<const std::uint8_t> y) {
    const Vector scales = scales_of(view(x));
    const Dense scaled = view(x) * scales.cwiseInverse().asDiagonal();
    Vector beta = Vector::Zero(scaled.cols());
    Vector linear = Vector::Zero(scaled.rows());
    Vector probability(scaled.rows());
    Dense inverse;
    LogisticFit fit;
    double likelihood = log_likelihood_of(linear, y);
    for (int iteration = 0; iteration < kIterationsMax && !fit.has_converged; ++iteration) {
        probability = (1 + (-linear.array()).exp()).inverse();
        Vector score = Vector::Zero(scaled.rows());
        for (Eigen::Index i = 0; i < score.size(); ++i) score[i] = y[std::size_t(i)] - probability[i];
        const Vector weights = probability.array() * (1 - probability.array());
        inverse = inverse_of(scaled.transpose() * weights.asDiagonal() * scaled);
        const Vector step = inverse * (scaled.transpose() * score);
        double length = 1;
        Vector next = linear + scaled * step;
        double reached = log_likelihood_of(next, y);
        for (; length > 1e-6 && !(reached >= likelihood - 1e-9 * std::abs(likelihood));
             reached = log_likelihood_of(next, y)) {
            length /= 2;
            next = linear + scaled * (length * step);
        }
        beta += length * step;
        linear = next;
        likelihood = reached;
        fit.has_converged = (length * step).cwiseAbs().maxCoeff() < 1e-12 * (1 + beta.cwiseAbs().maxCoeff());
    }
    // Separated outcomes drive the coefficients away without end.
    fit.has_converged = fit.has_converged && linear.cwiseAbs().maxCoeff() < 35;
    probability = (1 + (-linear.array()).exp()).inverse();
    const Vector coefficients = scales.cwiseInverse().asDiagonal() * beta;
    fit.coefficients.assign(coefficients.data(), coefficients.data() + coefficients.size());
    fit.linear.assign(linear.data(), linear.data() + linear.size());
    fit.probabilities.assign(probability.data(), probability.data() + probability.size());
    fit.inverse = to_matrix(scales.cwiseInverse().asDiagonal() * inverse * scales.cwiseInverse().asDiagonal());
    fit.log_likelihood = likelihood;
    return fit;
}

std::optional<std::vector<double>> balance_by_entropy(const Matrix& controls, std::span<const double> targets) {
    Dense centred = view(controls).rowwise() - view(targets).transpose();
    const Vector scales = scales_of(centred);
    centred = centred * scales.cwiseInverse().asDiagonal();
    Vector lambda = Vector::Zero(centred.cols());
    const auto objective = [&centred](const Vector& at) {
        const Vector linear = centred * at;
        const double top = linear.maxCoeff();
        return top + std::log((linear.array() - top).exp().sum());
    };
    Vector weights;
    double value = objective(lambda);
    double off = 1;
    for (int iteration = 0; iteration < kIterationsMax; ++iteration) {
        const Vector linear = centred * lambda;
        weights = (linear.array() - linear.maxCoeff()).exp();
        weights /= weights.sum();
        const Vector gradient = centred.transpose() * weights;
        off = gradient.cwiseAbs().maxCoeff();
        if (off < 1e-13) break;
        const Dense hessian = centred.transpose() * weights.asDiagonal() * centred - gradient * gradient.transpose();
        const Vector step = -(inverse_of(hessian) * gradient);
        double length = 1;
        double reached = objective(lambda + step);
        while (length > 1e-8 && !(reached <= value + 1e-4 * length * gradient.dot(step) + 1e-15 * std::abs(value))) {
            length /= 2;
            reached = objective(lambda + length * step);
        }
        lambda += length * step;
        value = reached;
    }
    if (!(off < 1e-8)) return std::nullopt;
    return std::vector<double>(weights.data(), weights.data() + weights.size());
}

Matrix inverse_pooled_covariance(const Matrix& x, std::span<const std::uint8_t> group) {
    Dense centred = view(x);
    for (const std::uint8_t which : {std::uint8_t{0}, std::uint8_t{1}}) {
        Vector mean = Vector::Zero(centred.cols());
        double count = 0;
        for (Eigen::Index row = 0; row < centred.rows(); ++row) {
            if ((group[std::size_t(row)] != 0) != (which != 0)) continue;
            mean += centred.row(row).transpose();
            ++count;
        }
        if (count > 0) mean /= count;
        for (Eigen::Index row = 0; row < centred.rows(); ++row) {
            if ((group[std::size_t(row)] != 0) == (which != 0)) centred.row(row) -= mean.transpose();
        }
    }
    const Vector scales = scales_of(centred);
    const Dense scaled = centred * scales.cwiseInverse().asDiagonal();
    const Dense inverse = inverse_of(scaled.transpose() * scaled / static_cast<double>(x.rows() - 2));
    return to_matrix(scales.cwiseInverse().asDiagonal() * inverse * scales.cwiseInverse().asDiagonal());
}

}  // namespace kith::insight
