"""Whether a value is what the OpenAPI document says: the part of JSON Schema 2020-12 that docs/openapi.json uses."""
import datetime
import re

TYPES = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}


def has_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def has_format(value, name):
    try:
        if name == "date":
            return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and bool(datetime.date.fromisoformat(value))
        if name == "date-time":
            return bool(datetime.datetime.fromisoformat(value.replace("Z", "+00:00")))
    except ValueError:
        return False
    return True


class Document:
    def __init__(self, json):
        self.json = json

    def resolve(self, schema):
        while "$ref" in schema:
            target = self.json
            for part in schema["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            schema = target
        return schema

    def operations(self):
        for path, methods in self.json["paths"].items():
            for method, operation in methods.items():
                yield method.upper(), path, operation

    def faults(self, value, schema, at="answer"):
        schema = self.resolve(schema)
        if "oneOf" in schema:
            if not any(not list(self.faults(value, one, at)) for one in schema["oneOf"]):
                yield f"{at}: fits none of its forms"
            return
        types = schema.get("type")
        if types is not None:
            types = types if isinstance(types, list) else [types]
            if not any(has_type(value, name) for name in types):
                yield f"{at}: {type(value).__name__} is not {'/'.join(types)}"
                return
        if "enum" in schema and value not in schema["enum"]:
            yield f"{at}: is not one of {schema['enum']}"
        if isinstance(value, str) and not has_format(value, schema.get("format")):
            yield f"{at}: is no {schema['format']}"
        if isinstance(value, dict):
            yield from self.object_faults(value, schema, at)
        if isinstance(value, list):
            for i, item in enumerate(value):
                yield from self.faults(item, schema.get("items", {}), f"{at}[{i}]")

    def object_faults(self, value, schema, at):
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{at}: lacks `{name}`"
        properties = schema.get("properties", {})
        for name, item in value.items():
            if name in properties:
                yield from self.faults(item, properties[name], f"{at}.{name}")
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from self.faults(item, schema["additionalProperties"], f"{at}.{name}")

    def answer_faults(self, operation, answer):
        """Of a whole answer: its status is described, its body conforms."""
        described = operation["responses"].get(str(answer.status)) or operation["responses"].get("default")
        if described is None:
            yield f"status {answer.status} is not described"
            return
        content = self.resolve(described).get("content", {})
        if not content:
            if answer.body:
                yield f"status {answer.status} came with a body"
        elif answer.type not in content:
            yield f"status {answer.status} came as {answer.type or 'nothing'}"
        elif answer.type.endswith("json"):
            yield from self.faults(answer.json(), content[answer.type]["schema"])

    def example(self, schema):
        """Some value that conforms."""
        schema = self.resolve(schema)
        if "enum" in schema:
            return schema["enum"][0]
        if "oneOf" in schema:
            return self.example(schema["oneOf"][0])
        kind = schema.get("type", "object")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object":
            return {name: self.example(one) for name, one in schema.get("properties", {}).items()}
        if kind == "array":
            return [self.example(schema["items"])]
        if kind == "string":
            return {"date": "2026-12-01", "date-time": "2026-12-01T12:00:00Z"}.get(schema.get("format"), "a")
        return {"integer": 1, "number": 0.5, "boolean": False, "null": None}[kind]
