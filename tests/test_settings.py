"""Settings come from defaults, a file and the environment, in that order, and a mistake is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.errors import ChatbotError, SettingsError
from chatbot.settings import Settings, load_settings


def test_without_file_and_environment_the_defaults_hold() -> None:
    assert load_settings(environ={}) == Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "chatbot.toml"
    file.write_text('port = 9000\nsite_name = "Clinic"\nallowed_origins = ["https://a.example"]\n')
    settings = load_settings(file, {"CHATBOT_PORT": "9001", "PATH": "/bin"})
    assert (settings.port, settings.site_name, settings.allowed_origins) == (9001, "Clinic", ("https://a.example",))


def test_a_list_is_given_in_the_environment_with_commas() -> None:
    settings = load_settings(environ={"CHATBOT_ALLOWED_ORIGINS": "https://a.example, https://b.example"})
    assert settings.allowed_origins == ("https://a.example", "https://b.example")


def test_white_space_around_a_value_of_the_environment_is_not_part_of_it() -> None:
    """A secret that `echo` wrote into a file ends with a line break: no header and no form could ever send it."""
    environ = {"CHATBOT_METRICS_TOKEN": "a long secret\n", "CHATBOT_INDEX": " postgresql://reader@db/articles\n"}
    settings = load_settings(environ=environ)
    assert (settings.metrics_token, settings.index) == ("a long secret", "postgresql://reader@db/articles")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("prot = 1", "did you mean port?"),
        ("zzz = 1", "known settings: corpus"),
        ('port = "8080"', "it must be a whole number, such as 8080"),
        ("port = true", "it must be a whole number"),
        ("port = -1", "at least 0"),
        ("port = " + 5000 * "9", "not valid TOML"),
        ("host = 1", "it must be text in quotation marks"),
        ("allowed_origins = [1]", "a list of strings"),
        ('allowed_origins = "https://a.example"', 'a list of strings, such as ["a", "b"]'),
        ('allowed_origins = ["https://a.example/"]', "https://a.example, in small letters and without a slash at its"),
        ('allowed_origins = ["*", "https://A.example"]', "'https://A.example'; it must be an origin"),
        ('allowed_origins = ["a.example"]', "an origin"),
        ('unlimited_clients = ["10.0.0.0/99"]', "'10.0.0.0/99'; it must be an address, or a network"),
        ('unlimited_clients = ["::1", "10.0.0.1/8"]', "by its first one, such as 10.0.0.0/8"),
        ('host = ""', "an address, such as 127.0.0.1"),
        ('corpus = ""', "corpus is ''; it must be a folder or file"),
        ('index = " "', "a folder or file"),
        ("port = 65536", "at most 65535"),
        ("log_days = 1000000", "at most 36500"),
        ("vector_cache = 99999999999999999999", "at most 2147483647"),
        ("keep_versions = 1", "at least 2"),
        ('pinned_versions = ["latest"]', "the id of a version"),
        ("port = ", "not valid TOML"),
        ("max_question_chars = 0", "at least 1"),
        ('rate_storage = "mysql://x"', "it must be redis://HOST:PORT, or nothing"),
        ('log = "all"', 'log is \'all\'; it must be "events" or "requests"'),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_remedy(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "chatbot.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=r"chatbot\.toml") as caught:
        load_settings(file, {})
    assert said in str(caught.value)


def test_all_mistakes_of_file_environment_and_command_line_are_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "chatbot.toml"
    file.write_text('prot = 1\nlog = "events"\nallowed_origins = ["a.example", "*", "b.example/"]\n')
    environ = {"CHATBOT_PORT": "eighty", "CHATBOT_LOG": "all"}
    with pytest.raises(SettingsError) as caught:
        load_settings(file, environ, {"workers": -1, "host": None, "corpus": ""})
    places = [(line.rpartition(": ")[0], line.rpartition(": ")[2].split()[0]) for line in str(caught.value).split("\n")]
    asked = "the command line"
    assert places == [
        *((str(file), "there"), (str(file), "allowed_origins"), (str(file), "allowed_origins")),
        *(("CHATBOT_LOG", "log"), ("CHATBOT_PORT", "port"), (asked, "workers"), (asked, "corpus")),
    ]


def test_a_file_that_is_no_toml_hides_no_mistake_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "chatbot.toml"
    file.write_text("port = ")
    with pytest.raises(
        SettingsError, match=r"(?s)not valid TOML.*\nCHATBOT_PORT: port is 'eighty'; it must be a whole"
    ):
        load_settings(file, {"CHATBOT_PORT": "eighty"})


def test_what_the_caller_checks_is_told_with_all_else_and_of_the_value_that_holds_alone(tmp_path: Path) -> None:
    def check(text: str) -> None:
        if text != "right":
            raise ChatbotError(f"{text} is none")

    file = tmp_path / "chatbot.toml"
    file.write_text('model = "wrong"\nquestion_log = "wrong"\nhelplines = ""\n')
    environ = {"CHATBOT_QUESTION_LOG": "right", "CHATBOT_LOG": "all"}
    checks = dict.fromkeys(("question_log", "model", "helplines", "editor_token"), check)
    with pytest.raises(SettingsError) as caught:
        load_settings(file, environ, checks=checks)
    logged, checked = str(caught.value).split("\n")
    assert (logged[:12], checked) == ("CHATBOT_LOG:", f"{file}: wrong is none")


@pytest.mark.parametrize("content", ['rate_storage = "REDIS://:hunter2@h:1"', 'metrics_token = ["hunter2"]'])
def test_a_mistake_in_a_secret_does_not_show_it(tmp_path: Path, content: str) -> None:
    file = tmp_path / "chatbot.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=r"is not what it may be; it must be (redis|text)") as caught:
        load_settings(file, {})
    assert "hunter2" not in str(caught.value)


def test_the_command_line_wins_over_file_and_environment(tmp_path: Path) -> None:
    file = tmp_path / "chatbot.toml"
    file.write_text('port = 9000\nhost = "::1"\n')
    settings = load_settings(file, {"CHATBOT_PORT": "9001"}, {"port": 0, "host": None})
    assert (settings.port, settings.host) == (0, "::1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("CHATBOT_PORT", "eighty"), ("CHATBOT_PROT", "80"), ("CHATBOT_HOST", "")),
        ("CHATBOT_CORPUS", ""),  # as `CHATBOT_CORPUS=$ARTICLES` sets it where ARTICLES is not set
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings(environ={name: value})


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "chatbot.toml"
    file.write_bytes(b"\xef\xbb\xbfport = 9000\r\n")
    assert load_settings(file, {}).port == 9000


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_settings_that_cannot_be_read_are_not_passed_over(
    make: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Docker makes a folder of a file that is to be mounted and is not there; the server would start without any."""
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "chatbot.toml")
    with pytest.raises(SettingsError, match=r"chatbot\.toml: cannot be read .*; put a readable file there"):
        load_settings(environ={})


def test_a_file_that_is_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "none.toml", {})


@pytest.mark.parametrize(
    "origin", ["*", "http://localhost:3000", "https://a.example", "https://[::1]:8443", "app://local"]
)
def test_an_origin_is_written_as_browsers_send_it(origin: str) -> None:
    assert load_settings(environ={"CHATBOT_ALLOWED_ORIGINS": origin}).allowed_origins == (origin,)
