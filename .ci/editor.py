"""Holds the schemas against the tools that editors and pipelines read them with."""

import json
import pathlib
import subprocess
import sys
import threading

FIXTURES = pathlib.Path("fixtures")

# What okr refuses beyond what a schema can see, or can see and this reader of YAML cannot.
OUT_OF_SIGHT = {
    "all-weights-zero.yaml": "what several numbers come to",
    "only-comments.yaml": "that a file holds no document",
    "empty.yaml": "that a file holds no document",
    "ampersand.yaml": "an anchor, which is gone once the YAML is read",
    "@everyone.yaml": "what the file is called",
    "=1+1.yaml": "what the file is called",
    "no-number.yaml": "which days and cycles there are",
    "no-such-cycle.yaml": "which days and cycles there are",
}
STRUCTURE = [
    "invalid-yaml",
    "unknown-document",
    "unknown-field",
    "invalid-value",
    "duplicate-key",
    "config-unknown-field",
]


def agree(okr, checker, schemas):
    """Every file of the fixtures with one document is refused by both or by neither."""
    files = sorted(path for path in FIXTURES.rglob("*.y*ml") if not is_stream(path))
    refused = set()
    for kind, chosen in [
        ("config", [path for path in files if path.name == "okr.yaml"]),
        ("okr", [path for path in files if path.name != "okr.yaml"]),
    ]:
        command = [checker, "--output-format", "json", "--schemafile", f"{schemas}/{kind}.json"]
        done = subprocess.run(command + [str(path) for path in chosen], capture_output=True, text=True)
        said = json.loads(done.stdout)
        for error in said.get("errors", []) + said.get("parse_errors", []):
            refused.add(pathlib.Path(error["filename"]))
    expected = set()
    for folder in sorted(path for path in FIXTURES.iterdir() if path.is_dir()):
        command = [okr, "-C", str(folder), "check", "--format", "json", "--no-ignores"]
        for rule in STRUCTURE:
            command += ["--select", rule, "--level", f"{rule}=error"]
        found = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
        # Paths start at the root of the repository, or at the fixture where there is none.
        for path in {finding["path"] for finding in found["findings"]}:
            expected |= {pathlib.Path(path), folder / path}
    expected &= set(files)
    seen = {path for path in expected if path.name not in OUT_OF_SIGHT}
    for path in sorted(seen - refused):
        print(f"{path}: okr refuses it, the schema does not")
    for path in sorted(refused - expected):
        print(f"{path}: the schema refuses it, okr does not")
    if seen - refused or refused - expected or len(expected) < 20:
        sys.exit(f"the schema and okr disagree ({len(expected)} refused by okr)")
    print(f"{len(files)} files, {len(refused)} refused by both, {len(expected) - len(seen)} by okr alone")


def is_stream(path):
    """Whether a file holds several documents, which check-jsonschema does not read."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return any(line.startswith("---") for line in text.splitlines()[1:])


class Server:
    """A language server on the other end of two pipes."""

    def __init__(self, command, settings):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.settings = settings
        self.last = 0
        self.answers = {}
        self.diagnostics = {}
        self.news = threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}},
        }})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.last += 1
        number = self.last
        self.send({"id": number, "method": method, "params": params})
        return self.wait(self.answers, number)

    def wait(self, where, key):
        with self.news:
            if not self.news.wait_for(lambda: key in where, timeout=60):
                sys.exit(f"the language server does not answer: {key}")
            return where[key]

    def listen(self):
        while header := self.process.stdout.readline():
            length = int(header.split(b":")[1])
            while self.process.stdout.readline().strip():
                pass
            message = json.loads(self.process.stdout.read(length))
            with self.news:
                if "method" not in message:
                    self.answers[message["id"]] = message.get("result", message.get("error"))
                elif message["method"] == "textDocument/publishDiagnostics":
                    self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
                elif "id" in message:
                    self.send({"id": message["id"], "result": self.reply(message)})
                self.news.notify_all()

    def reply(self, message):
        if message["method"] != "workspace/configuration":
            return None
        sections = [item.get("section") for item in message["params"]["items"]]
        return [self.settings.get(section) for section in sections]

    def open(self, path, text):
        """Opens a document and gives its address and what is marked in it."""
        uri = pathlib.Path(path).absolute().as_uri()
        self.diagnostics.pop(uri, None)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri, [one["message"] for one in self.wait(self.diagnostics, uri)]

    def at(self, method, uri, line, character):
        place = {"line": line, "character": character}
        return self.ask(method, {"textDocument": {"uri": uri}, "position": place})


def session(server, schemas):
    """Completes, explains and marks as docs/editors.md promises."""
    schemas = pathlib.Path(schemas).absolute()
    settings = {"yaml": {
        "schemas": {
            (schemas / "okr.json").as_uri(): ["okrs/**/*.yaml", "!okrs/okr.yaml"],
            (schemas / "config.json").as_uri(): ["okrs/okr.yaml"],
        },
        "validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False},
    }}
    server = Server(["node", server, "--stdio"], settings)

    for path in sorted((FIXTURES / "streaming/okrs").rglob("*.yaml")):
        _, marked = server.open(path, path.read_text(encoding="utf-8"))
        expect(not marked, f"{path} is good, and marked: {marked}")

    for title, text, word in [
        ("an unknown field", "objective: Joy\ndescription: Because\n", "description"),
        ("two kinds", "objective: Joy\nkpi: Joy\n", "kpi"),
        ("a word that is none", "objective: Joy\nstatus: open\n", "draft"),
        ("an unclear quantity", "objective: Joy\nkey_results:\n- title: Users\n  target: 7,5\n", "at least 99%"),
        ("a key result without a title", "objective: Joy\nkey_results:\n- target: 5\n", "title"),
        ("nothing that says what it is", "owner: ann\n", "goal"),
    ]:
        _, marked = server.open(f"okrs/company/{title}.yaml", text)
        expect(any(word in one for one in marked), f"{title}: {marked}")

    for title, text, line, character, label, doc in [
        ("empty", "", 0, 0, "objective", "what is to be achieved"),
        ("objective", "objective: Joy\n\n", 1, 0, "key_results", "how it is seen"),
        ("key result", "objective: Joy\nkey_results:\n  - title: Users\n    \n", 3, 4, "baseline", "value at the start"),
        ("team", "team: Play\n\n", 1, 0, "capacity", "how many people"),
        ("status", "objective: Joy\nstatus: \n", 1, 8, "postponed", ""),
    ]:
        uri, _ = server.open(f"okrs/company/complete {title}.yaml", text)
        offered = server.at("textDocument/completion", uri, line, character)
        items = {item["label"]: json.dumps(item.get("documentation") or "") for item in offered["items"]}
        expect(label in items, f"{title}: {label} is not among {sorted(items)}")
        expect(doc.lower() in items[label].lower(), f"{title}: {label} says {items[label]}")

    uri, _ = server.open("okrs/company/complete text.yaml", "objective: Joy\nwhy: \n")
    offered = server.at("textDocument/completion", uri, 1, 5)
    expect("true" not in [item["label"] for item in offered["items"]], "a text is offered `true`")

    uri, _ = server.open("okrs/company/complete one kind.yaml", "kpi: Joy\n\n")
    offered = server.at("textDocument/completion", uri, 1, 0)
    items = [item["label"] for item in offered["items"]]
    expect("key_results" not in items, f"a kpi is offered {items}")

    hover = server.at("textDocument/hover", server.open(
        "okrs/company/hover.yaml", "objective: Joy\nparent: lead\n")[0], 1, 2)
    expect("What it serves" in json.dumps(hover), f"hover: {hover}")

    uri, marked = server.open("okrs/okr.yaml", "rules:\n  long-objective: off\n  long-objectives: off\n")
    expect(len(marked) == 1 and "long-objectives" in marked[0], f"okr.yaml: {marked}")
    hover = server.at("textDocument/hover", uri, 1, 5)
    expect("objective" in json.dumps(hover), f"hover over a rule: {hover}")

    modeline = f"# yaml-language-server: $schema={schemas / 'okr.json'}\nkpi: Joy\ncolour: red\n"
    _, marked = server.open("elsewhere.yaml", modeline)
    expect(any("colour" in one for one in marked), f"the modeline: {marked}")
    server.process.kill()
    print("the language server completes, explains and marks")


def expect(true, why):
    if not true:
        sys.exit(why)


if __name__ == "__main__":
    {"agree": agree, "session": session}[sys.argv[1]](*sys.argv[2:])
