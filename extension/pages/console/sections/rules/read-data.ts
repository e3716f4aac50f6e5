/**
 * Data as somebody writes it: JSON, or YAML.
 * @throws WorkbenchError `yaml-invalid` with line, column and reason
 */
export async function readData(text: string): Promise<unknown> {
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // Braces are YAML, too, and that reader says what is wrong with them.
    }
  }
  // Only who brings data needs the reader.
  const { readYaml } = await import('#shared/yaml/read-yaml.ts');
  return readYaml(text, 'The text');
}
