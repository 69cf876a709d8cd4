#pragma once

// Linear and logistic regression on plain columns, with the errors that the effect estimators need. Eigen stays behind
// this interface.
//
// Columns that repeat what earlier columns say (a constant, a sum of others) are left out of the fit instead of making
// it fail: their coefficient is 0 and `is_kept` says so.
//
// Not for choosing a model: callers say which columns enter.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kith::insight {

/// Rows by columns, column after column.
class Matrix {
  public:
    Matrix() = default;
    Matrix(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns), values_(rows * columns) {}

    std::size_t rows() const { return rows_; }
    std::size_t columns() const { return columns_; }
    double& at(std::size_t row, std::size_t column) { return values_[column * rows_ + row]; }
    double at(std::size_t row, std::size_t column) const { return values_[column * rows_ + row]; }
    std::span<double> column(std::size_t index) { return {values_.data() + index * rows_, rows_}; }
    std::span<const double> column(std::size_t index) const { return {values_.data() + index * rows_, rows_}; }

    /// The rows in this order.
    Matrix rows_at(std::span<const std::uint32_t> rows) const;
    /// A column of ones before the others.
    Matrix with_intercept() const;
    /// Row times coefficients.
    double dot(std::size_t row, std::span<const double> coefficients) const;

  private:
    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    std::vector<double> values_;
};

struct LinearFit {
    std::vector<double> coefficients;  // one a column
    std::vector<bool> is_kept;
    std::vector<double> residuals;
    std::vector<double> leverages;
    Matrix inverse;  // (X'X)^-1, zero in rows and columns that were left out
    std::size_t rank = 0;

    std::size_t degrees_of_freedom() const { return residuals.size() - rank; }
};

/// Ordinary least squares by pivoted QR.
LinearFit fit_linear(const Matrix& x, std::span<const double> y);

/// Classical standard error of one coefficient.
double classical_error(const LinearFit& fit, std::size_t column);

/// Heteroskedasticity-consistent, HC2 (MacKinnon and White 1985): squared residuals over 1 - leverage.
double hc2_error(const LinearFit& fit, const Matrix& x, std::size_t column);

/// Cluster-robust, CR1: g/(g-1) * (n-1)/(n-k). `cluster` numbers the rows' clusters from 0.
double cluster_error(const LinearFit& fit, const Matrix& x, std::size_t column, std::span<const std::uint32_t> cluster);

/// a' V a with V the HC2 covariance of the coefficients.
double hc2_variance_along(const LinearFit& fit, const Matrix& x, std::span<const double> direction);

struct LogisticFit {
    std::vector<double> coefficients;
    std::vector<double> linear;         // x times coefficients, a row
    std::vector<double> probabilities;  // a row
    Matrix inverse;                     // of the information
    double log_likelihood = 0;
    bool has_converged = false;  // not when a column separates the outcomes
};

/// Maximum likelihood by iteratively reweighted least squares.
LogisticFit fit_logistic(const Matrix& x, std::span<const std::uint8_t> y);

/// Entropy balancing (Hainmueller 2012): the weights nearest to equal ones, summing to 1, under which the columns of
/// `controls` have the means `targets`. Empty where no weights can: the targets lie outside the controls' reach.
std::optional<std::vector<double>> balance_by_entropy(const Matrix& controls, std::span<const double> targets);

/// Inverse of the covariance within the two groups, pooled, for Mahalanobis distances; pseudo-inverse where singular.
Matrix inverse_pooled_covariance(const Matrix& x, std::span<const std::uint8_t> group);

}  // namespace kith::insight
