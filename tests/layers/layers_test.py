"""The layer check must refuse an include up, one sideways, a foreign library and an unknown module, and pass a good tree."""
import pathlib
import subprocess
import sys
import tempfile

CHECK = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check_layers.py"

CASES = [
    ("link/a.h", '#include "text/fold.h"\n', 0),
    ("link/a.h", '#include "ledger/ledger.h"\n', 1),
    ("link/a.h", '#include "consent/decide.h"\n', 1),
    ("link/a.h", '#include "a_sibling.h"\n', 1),
    ("service/a.cpp", "#include <sqlite3.h>\n", 1),
    ("helpers/a.cpp", "#include <vector>\n", 1),
    ("app/a.cpp", '#include "cli/cli.h"\n', 0),
]

for name, text, expected in CASES:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "src" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
        done = subprocess.run([sys.executable, CHECK, str(pathlib.Path(folder) / "src")], capture_output=True, text=True)
        assert done.returncode == expected, (name, text, done.returncode, done.stdout)
print(f"{len(CASES)} cases")
