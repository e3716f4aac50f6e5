/** Offers a text, or a picture, as a file to save. Nothing is sent anywhere: the address is the content itself, in this page's memory. */
export function saveFile(name: string, mimeType: string, content: string | Blob): void {
  const address = URL.createObjectURL(new Blob([content], { type: mimeType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
