"""Files to text, text to interviews: dates, speakers, turns, margins. The only room that opens input files."""
