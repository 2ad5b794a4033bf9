#include "tests/reference/transform.hpp"

#include <complex>
#include <numbers>
#include <type_traits>

namespace hesscut::reference {
namespace {

using std::numbers::pi;
using Complex = std::complex<double>;

template <class T>
struct Matrix {
  int rows = 0;
  int columns = 0;
  std::vector<T> values;

  Matrix(int rows_, int columns_)
      : rows(rows_), columns(columns_), values(static_cast<std::size_t>(rows_) * columns_) {}
  T& operator()(int i, int j) { return values[static_cast<std::size_t>(i) * columns + j]; }
  const T& operator()(int i, int j) const { return values[static_cast<std::size_t>(i) * columns + j]; }
};

template <class T>
Matrix<T> product(const Matrix<T>& a, const Matrix<T>& b) {
  Matrix<T> out(a.rows, b.columns);
  for (int i = 0; i < a.rows; ++i) {
    for (int k = 0; k < a.columns; ++k) {
      for (int j = 0; j < b.columns; ++j) out(i, j) += a(i, k) * b(k, j);
    }
  }
  return out;
}

template <class T>
Matrix<T> transposed(const Matrix<T>& a) {
  Matrix<T> out(a.columns, a.rows);
  for (int i = 0; i < a.rows; ++i) {
    for (int j = 0; j < a.columns; ++j) out(j, i) = a(i, j);
  }
  return out;
}

/// Row k holds basis function k: cosines, or the conjugated exponentials. Angles are reduced in whole numbers first.
template <class T>
Matrix<T> analysis(int n) {
  Matrix<T> out(n, n);
  for (int k = 0; k < n; ++k) {
    for (int i = 0; i < n; ++i) {
      if constexpr (std::is_same_v<T, double>) {
        out(k, i) = std::cos(pi * static_cast<double>((2LL * i + 1) * k % (4LL * n)) / (2.0 * n));
      } else {
        out(k, i) = std::polar(1.0, -2 * pi * static_cast<double>(1LL * i * k % n) / n);
      }
    }
  }
  return out;
}

/// The inverse of `analysis`.
template <class T>
Matrix<T> synthesis(int n) {
  Matrix<T> out = transposed(analysis<T>(n));
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < n; ++k) {
      if constexpr (std::is_same_v<T, double>) {
        out(i, k) *= (k == 0 ? 1.0 : 2.0) / n;
      } else {
        out(i, k) = std::conj(out(i, k)) / static_cast<double>(n);
      }
    }
  }
  return out;
}

template <class T>
Matrix<T> from_grid(const Grid& u) {
  Matrix<T> out(u.height, u.width);
  for (std::size_t i = 0; i < u.size(); ++i) out.values[i] = u.values[i];
  return out;
}

template <class T>
Grid to_grid(const Matrix<T>& a) {
  Grid out(a.rows, a.columns);
  for (std::size_t i = 0; i < out.size(); ++i) out.values[i] = std::real(a.values[i]);
  return out;
}

template <class T>
Matrix<T> forward(const Matrix<T>& u) {
  return product(product(analysis<T>(u.rows), u), transposed(analysis<T>(u.columns)));
}
template <class T>
Matrix<T> backward(const Matrix<T>& u) {
  return product(product(synthesis<T>(u.rows), u), transposed(synthesis<T>(u.columns)));
}

template <class T>
Grid solve_in_basis(const Grid& rhs, double rho1, double rho2, double rho3, Boundary boundary) {
  Matrix<T> spectrum = forward(from_grid<T>(rhs));
  for (int k = 0; k < rhs.height; ++k) {
    for (int m = 0; m < rhs.width; ++m) {
      const double s = symbol(k, m, rhs.height, rhs.width, boundary);
      spectrum(k, m) /= rho1 * s + rho2 * s * s + rho3;
    }
  }
  return to_grid(backward(spectrum));
}

/// Where pixel i of n is stored.
int stored_place(int i, int n) {
  return i % 2 == 0 ? i / 2 : n - 1 - (i - 1) / 2;
}

}  // namespace

Grid dct2(const Grid& u) {
  return to_grid(forward(from_grid<double>(u)));
}
Grid inverse_dct2(const Grid& spectrum) {
  return to_grid(backward(from_grid<double>(spectrum)));
}

double symbol(int k, int m, int height, int width, Boundary boundary) {
  const double step = boundary == Boundary::periodic ? 2 * pi : pi;
  return (2 - 2 * std::cos(step * k / height)) + (2 - 2 * std::cos(step * m / width));
}

Grid spectral_solve(const Grid& rhs, double rho1, double rho2, double rho3, Boundary boundary) {
  return boundary == Boundary::periodic ? solve_in_basis<Complex>(rhs, rho1, rho2, rho3, boundary)
                                        : solve_in_basis<double>(rhs, rho1, rho2, rho3, boundary);
}

Grid to_transform_order(const Grid& natural, Boundary boundary) {
  if (boundary == Boundary::periodic) return natural;
  Grid out(natural.height, natural.width);
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      out(stored_place(y, out.height), stored_place(x, out.width)) = natural(y, x);
    }
  }
  return out;
}

Grid to_natural_order(const Grid& stored, Boundary boundary) {
  if (boundary == Boundary::periodic) return stored;
  Grid out(stored.height, stored.width);
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      out(y, x) = stored(stored_place(y, out.height), stored_place(x, out.width));
    }
  }
  return out;
}

}  // namespace hesscut::reference
