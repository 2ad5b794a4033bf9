"""A Slurm cluster of its own on one machine, for tests: munged, slurmctld and a few slurmd in namespaces of their own.

Nothing outside is touched and nothing is left over: network, mounts, host name and processes are a private namespace's,
the state lies on a tmpfs that only that namespace sees, and all of it goes when the first process of it does.
"""
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SKIPPED = 77  # what ctest reports as skipped
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "sinfo", "scancel",
            "ip", "unshare", "mount", "hostname")
INSIDE = "HESSCUT_CLUSTER_FOLDER"  # set within the namespaces: where the tmpfs is
ADDRESS = "10.77.0.1"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

CONFIGURATION = """\
ClusterName=hesscut
SlurmctldHost=controller({address})
AuthType=auth/munge
CredType=cred/munge
# A task of a lost node starts anew only when its old credential has expired; the default is two minutes.
AuthInfo=socket={folder}/munge.socket,cred_expire=5
SlurmUser=root
SlurmdUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,batch_sched_delay=1
SlurmdTimeout={slurmd_timeout}
KillWait=5
MessageTimeout=3
TCPTimeout=1
ReturnToService=2
MaxArraySize={max_array_size}
GresTypes=gpu
SlurmdParameters=config_overrides
{nodes}
PartitionName=work Nodes=ALL Default=YES MaxTime=60 State=UP
"""


def missing_part():
    """Why there can be no cluster here, in one line; empty where there can."""
    absent = [program for program in PROGRAMS if shutil.which(program, path=PATH) is None]
    if absent:
        return "not installed: " + " ".join(absent)
    if os.geteuid() != 0:
        return "needs root, for namespaces of its own"
    trial = subprocess.run(unshare(["true"]), capture_output=True, text=True, check=False)
    if trial.returncode != 0:
        return "no namespaces to be had: " + trial.stderr.strip()
    return ""


def unshare(command):
    kinds = ["--net", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child", "--mount-proc"]
    return ["unshare", *kinds, *command]


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def run_inside(arguments):
    """Runs this program again, with `arguments`, within fresh namespaces; returns its exit status."""
    folder = tempfile.mkdtemp(prefix="hesscut-cluster.")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    try:
        environment = {**os.environ, INSIDE: folder, "PATH": PATH, "LC_ALL": "C.UTF-8"}
        command = unshare([sys.executable, *arguments])
        with subprocess.Popen(command, env=environment, preexec_fn=die_with_parent) as inside:
            try:
                return inside.wait()
            finally:
                inside.kill()  # and with it, by --kill-child, everything within
    finally:
        os.rmdir(folder)  # the tmpfs over it was seen within only


def prepare_namespace():
    """Within: a tmpfs for the state, names and an address that no other network has. Returns the folder."""
    folder = Path(os.environ[INSIDE])
    call("mount", "-t", "tmpfs", "-o", "mode=0755", "tmpfs", str(folder))
    hosts = folder / "hosts"
    hosts.write_text(f"127.0.0.1 localhost\n{ADDRESS} controller n1 n2\n", encoding="utf-8")
    call("mount", "--bind", str(hosts), "/etc/hosts")
    call("hostname", "controller")
    call("ip", "link", "set", "lo", "up")
    # slurmctld wants an interface that is not the loopback.
    call("ip", "link", "add", "wire0", "type", "veth", "peer", "name", "wire1")
    call("ip", "address", "add", f"{ADDRESS}/24", "dev", "wire0")
    call("ip", "link", "set", "wire0", "up")
    call("ip", "link", "set", "wire1", "up")
    return folder


def call(*command):
    subprocess.run(command, check=True)


def wait_until(condition, seconds, what):
    """The condition's first true value; AssertionError naming `what` when it does not come true in time."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.02)


class Cluster:
    """Started by `with`, which prints the logs when it fails; every node is a process namespace, so that a whole node can
    be lost at once."""

    def __init__(self, folder, node_count=2, gpus=0, max_array_size=1001, slurmd_timeout=4):
        self.folder = folder
        self.names = [f"n{number}" for number in range(1, node_count + 1)]
        self.daemons = {}
        self.environment = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf")}
        (folder / "state").mkdir(parents=True)
        gres = f" Gres=gpu:{gpus}" if gpus else ""
        nodes = "\n".join(f"NodeName={name} NodeHostname={name} NodeAddr={ADDRESS} Port={7100 + number} CPUs=2"
                          f" RealMemory=1000{gres} State=UNKNOWN" for number, name in enumerate(self.names))
        self.write("slurm.conf", CONFIGURATION.format(address=ADDRESS, folder=folder, nodes=nodes,
                                                      max_array_size=max_array_size, slurmd_timeout=slurmd_timeout))
        # Nothing here uses control groups, but an empty file is an error, and version 2 must be there where it is named.
        self.write("cgroup.conf", "CgroupPlugin=cgroup/v1\n")
        # Devices that exist everywhere stand in for GPUs: Slurm looks at nothing but the files.
        files = ("/dev/zero", "/dev/null", "/dev/full", "/dev/random")[:gpus]
        self.write("gres.conf", "".join(f"Name=gpu File={file}\n" for file in files))
        key = folder / "munge.key"
        key.write_bytes(os.urandom(64))
        key.chmod(0o400)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def __enter__(self):
        try:
            socket = self.folder / "munge.socket"
            self.start("munged", "munged", "--foreground", f"--socket={socket}", f"--key-file={self.folder}/munge.key",
                       f"--pid-file={self.folder}/munged.pid", f"--seed-file={self.folder}/munged.seed",
                       f"--log-file={self.folder}/munged.messages", f"--origin={ADDRESS}")
            wait_until(socket.exists, 10, "munged answers")
            self.start("slurmctld", "slurmctld", "-D")
            wait_until(lambda: self.run("scontrol", "ping", check=False).returncode == 0, 10, "slurmctld answers")
            for name in self.names:
                self.start(name, "unshare", "--pid", "--fork", "--kill-child", "--mount-proc",
                           "slurmd", "-D", "-N", name)
            wait_until(lambda: self.node_states().count("idle") == len(self.names), 20, "all nodes are idle")
            return self
        except BaseException:
            print(self.logs())
            self.stop()
            raise

    def __exit__(self, kind, *_):
        if kind is not None:
            print(self.logs())
        self.stop()

    def start(self, name, *command):
        # The output goes to a file: a daemon that held a pipe would keep its reader waiting for ever.
        with open(self.log_of(name), "ab") as log:
            self.daemons[name] = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log,
                                                  stderr=log)

    def log_of(self, name):
        return self.folder / f"{name}.log"

    def stop(self):
        for name in reversed(list(self.daemons)):
            self.lose(name)

    def lose(self, name):
        """Kills a daemon with SIGKILL, with all that it started: as if the power had gone."""
        daemon = self.daemons.pop(name)
        daemon.kill()
        daemon.wait()

    def run(self, *command, check=True, **more):
        options = {"env": self.environment, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True,
                   "timeout": 60, **more}
        result = subprocess.run(command, check=False, **options)
        if check and result.returncode != 0:
            raise AssertionError(f"{command} ended with {result.returncode}:\n{result.stdout}")
        return result

    def node_states(self):
        return self.run("sinfo", "--noheader", "--Node", "--format=%t").stdout.split()

    def queue(self):
        """Tasks in the queue: "JOB_INDEX STATE NODE" each."""
        return self.run("squeue", "--noheader", "--array", "--format=%i %T %N").stdout.splitlines()

    def logs(self):
        parts = []
        for log in sorted(self.folder.glob("*.log")):
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
            parts.append("\n".join([f"--- {log.name}", *lines[-40:]]))
        return "\n".join(parts)
