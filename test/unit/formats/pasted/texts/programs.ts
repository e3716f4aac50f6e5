import { inspect } from 'node:util';
import { fields, json, lines, type PastedText, STATE } from './pasted-text.ts';

/** What programs print and their sources hold, by language and framework. */
export const PROGRAM_TEXTS: readonly PastedText[] = [
  {
    name: 'a file of properties',
    place: 'a text',
    relayState: null,
    make: (p) => `saml.target=/hub\nsaml.answer=${p.value.replaceAll('=', '\\=')}`,
  },
  {
    name: 'Rails',
    place: 'a Rails log',
    relayState: STATE,
    make: (p) =>
      `Started POST "/saml/acs" for 127.0.0.1\nProcessing by SamlController#consume as HTML\n  Parameters: {"SAMLResponse"=>${json(p.value)}, "RelayState"=>"${STATE}"}\nCompleted 401 Unauthorized in 14ms`,
  },
  {
    name: 'Ruby 3.4',
    place: 'a Rails log',
    relayState: STATE,
    make: (p) =>
      `  Parameters: {"authenticity_token" => "x", "RelayState" => "${STATE}", "SAMLResponse" => "${lines(p.value, 60).replaceAll('\n', '\\n')}"}`,
  },
  {
    name: 'Django',
    place: 'a Django log',
    relayState: STATE,
    make: (p) => `DEBUG views POST <QueryDict: {'SAMLResponse': ['${p.value}'], 'RelayState': ['${STATE}']}>`,
  },
  {
    name: 'Flask',
    place: 'a text',
    relayState: STATE,
    make: (p) => `form: ImmutableMultiDict([('SAMLResponse', '${p.value}'), ('RelayState', '${STATE}')])`,
  },
  {
    name: 'PHP print_r',
    place: 'what print_r shows',
    relayState: STATE,
    make: (p) => `Array\n(\n    [SAMLResponse] => ${p.value}\n    [RelayState] => ${STATE}\n)\n`,
  },
  {
    name: 'PHP var_dump',
    place: 'what var_dump shows',
    relayState: STATE,
    make: (p) =>
      `array(2) {\n  ["SAMLResponse"]=>\n  string(${p.value.length}) "${p.value}"\n  ["RelayState"]=>\n  string(7) "${STATE}"\n}\n`,
  },
  {
    name: 'PHP json_encode',
    place: 'a text',
    relayState: STATE,
    make: (p) =>
      `[2026-01-10 12:00:00] app.INFO: post ${json(fields(p)).replaceAll('/', '\\/').replace('é', '\\u00e9')}`,
  },
  {
    name: 'PHP var_export',
    place: 'a text',
    relayState: STATE,
    make: (p) => `array (\n  'SAMLResponse' => '${p.value}',\n  'RelayState' => '${STATE}',\n)`,
  },
  {
    name: 'Node, an object',
    place: 'what Node shows',
    relayState: STATE,
    make: (p) => `body: ${inspect(fields(p), { maxStringLength: null })}`,
  },
  {
    name: 'Node, an object broken into lines',
    place: 'what Node shows',
    relayState: STATE,
    make: (p) =>
      `[Object: null prototype] {\n  SAMLResponse: '${lines(p.value, 72).replaceAll('\n', "' +\n    '")}',\n  RelayState: '${STATE}'\n}`,
  },
  {
    name: 'Java, a map',
    place: 'a text',
    relayState: STATE,
    make: (p) => `DEBUG AcsServlet - parameters {SAMLResponse=${p.value}, RelayState=${STATE}}`,
  },
  {
    name: 'Spring, a map of lists',
    place: 'a text',
    relayState: STATE,
    make: (p) => `parameters={SAMLResponse=[${p.value}], RelayState=[${STATE}]}`,
  },
  {
    name: 'Go',
    place: 'a text',
    relayState: STATE,
    make: (p) => `2026/01/10 12:00:00 form map[RelayState:[${STATE}] SAMLResponse:[${p.value}]]`,
  },
  {
    name: '.NET JSON, plus signs escaped',
    place: 'a text',
    relayState: STATE,
    make: (p) => `info: ${json(fields(p)).replaceAll('+', '\\u002B')}`,
  },
  {
    name: 'a form body in a log',
    place: 'a text',
    relayState: STATE,
    make: (p) => `12:00:00 TRACE body="${p.form}" length=1`,
  },
  {
    name: 'YAML',
    place: 'a text',
    relayState: STATE,
    make: (p) =>
      `form:\n  SAMLResponse: |-\n    ${lines(p.value, 70).replaceAll('\n', '\n    ')}\n  RelayState: ${STATE}\n`,
  },
  {
    name: 'Elixir',
    place: 'a text',
    relayState: STATE,
    make: (p) => `[debug] Parameters: %{"RelayState" => "${STATE}", "SAMLResponse" => "${p.value}"}`,
  },
  {
    name: 'C#, a dictionary',
    place: 'a text',
    relayState: STATE,
    make: (p) => `new Dictionary<string, string> { ["SAMLResponse"] = "${p.value}", ["RelayState"] = "${STATE}" }`,
  },
  {
    name: 'Python with requests',
    place: 'a text',
    relayState: STATE,
    make: (p) =>
      `requests.post(\n  "https://sp.example/acs",\n  data={\n    "SAMLResponse": "${p.value}",\n    "RelayState": "${STATE}",\n  },\n)`,
  },
  {
    name: 'a form in a log',
    place: 'a text',
    relayState: null,
    make: (p) =>
      `INFO writes <form method="post" action="https://sp.example/acs"><input type="hidden" value="${p.value}" name="SAMLResponse"/></form>`,
  },
  {
    name: 'a verbatim string of C#',
    place: 'a text',
    relayState: null,
    make: (p) => `var xml = @"${p.xml.replaceAll('"', '""')}";`,
  },
];
