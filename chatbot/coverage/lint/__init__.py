"""Articles -> what an editor should mend in them, each with file, line and remedy. Changes nothing."""
