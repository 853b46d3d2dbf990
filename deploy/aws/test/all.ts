// One process for all: what was synthesized once need not be again.
import "./emulator.test";
import "./flags.test";
import "./keep_credentials.test";
import "./permissions.test";
import "./stack.test";
