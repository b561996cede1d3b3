/** @returns {string} an address of a map: the manager's own, or a search for the place */
export function wayTo({ google_maps_url: url, venue_name: venue, venue_address: address, city, venue_latitude: latitude, venue_longitude: longitude }) {
  if (url) {
    return url;
  }
  const query = latitude != null && longitude != null ? `${latitude},${longitude}` : [address ?? venue, city].filter(Boolean).join(", ");
  return `https://www.google.com/maps/search/?${new URLSearchParams({ api: 1, query })}`;
}
