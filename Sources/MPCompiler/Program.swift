import MPIR
